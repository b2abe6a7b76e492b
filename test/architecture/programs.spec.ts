import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { builtProgram, CHECKOUT } from '#kernel/checkout.js';

const SOURCES = globSync(['libs/**/*.ts', 'apps/*/*.ts'], { cwd: CHECKOUT });
/** What is started by its path, such as `libs/drawing/drawing.worker`. */
const started = SOURCES.flatMap((file) => {
  const text = readFileSync(`${CHECKOUT}/${file}`, 'utf8');
  return [...text.matchAll(/builtProgram\('([^']+)'\)/g)].map(([, path = '']) => path);
});
const threadsAndProcesses = SOURCES.filter((file) => /\.(worker|process)\.ts$/.test(file));

describe('programs', () => {
  it('are all bundled, and every thread and process that there is has somebody who starts it', () => {
    expect(started.filter((path) => !existsSync(builtProgram(path)))).toEqual([]);
    const others = started.filter((path) => path.startsWith('libs/')).map((path) => `${path}.ts`);
    expect([...new Set(others)].sort()).toEqual(threadsAndProcesses.toSorted());
  });

  it('name the sources in what they complain of', () => {
    const file = 'libs/book/reading/reader.worker';
    const { stderr } = spawnSync(process.execPath, [fileURLToPath(builtProgram(file))], { encoding: 'utf8' });
    const lines = readFileSync(`${CHECKOUT}/${file}.ts`, 'utf8').split('\n');
    const [, line] = new RegExp(`${CHECKOUT}/${file}\\.ts:(\\d+)`).exec(stderr) ?? [];
    expect(lines[Number(line) - 1]).toContain('new ThreadSide');
  });
});
