import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { builtProgram, CHECKOUT } from '#kernel/checkout.js';

const SOURCES = globSync(['libs/**/*.ts', 'apps/*/*.ts'], { cwd: CHECKOUT });
/** What is started by its path, such as `libs/drawing/drawing.worker`. */
const started = SOURCES.flatMap((file) => {
  const text = readFileSync(`${CHECKOUT}/${file}`, 'utf8');
  return [...text.matchAll(/builtProgram\('([^']+)'\)/g)].map(([, path = '']) => path);
});
const threadsAndProcesses = SOURCES.filter((file) => /\.(worker|process)\.ts$/.test(file));

/** Whether a module waits outside of its functions. */
function waitsAtItsTop(file: string): boolean {
  const waits = (node: ts.Node): boolean =>
    !ts.isFunctionLike(node) && (ts.isAwaitExpression(node) || (ts.forEachChild(node, waits) ?? false));
  return waits(ts.createSourceFile(file, readFileSync(`${CHECKOUT}/${file}`, 'utf8'), ts.ScriptTarget.ESNext));
}

describe('programs', () => {
  it('are all bundled, and every thread and process that there is has somebody who starts it', () => {
    expect(started.filter((path) => !existsSync(builtProgram(path)))).toEqual([]);
    const others = started.filter((path) => path.startsWith('libs/')).map((path) => `${path}.ts`);
    expect([...new Set(others)].sort()).toEqual(threadsAndProcesses.toSorted());
  });

  it('have no module that a thread loads and that waits at its top: ended then, V8 would end the whole process', () => {
    const inThreads = SOURCES.filter((file) => file.startsWith('libs/') && !file.endsWith('.process.ts'));
    expect(inThreads.filter(waitsAtItsTop)).toEqual([]);
    // They are found where they are.
    expect(SOURCES.filter(waitsAtItsTop)).toContain('apps/api/main.ts');
  });

  it('name the sources in what they complain of', () => {
    const file = 'libs/book/reading/reader.worker';
    const { stderr } = spawnSync(process.execPath, [fileURLToPath(builtProgram(file))], { encoding: 'utf8' });
    const lines = readFileSync(`${CHECKOUT}/${file}.ts`, 'utf8').split('\n');
    const [, line] = new RegExp(`${CHECKOUT}/${file}\\.ts:(\\d+)`).exec(stderr) ?? [];
    expect(lines[Number(line) - 1]).toContain('new ThreadSide');
  });

  it('leave to the next start what V8 has made of their modules', () => {
    const { NODE_COMPILE_CACHE: _, ...env } = process.env;
    const { status } = spawnSync(process.execPath, [fileURLToPath(builtProgram('apps/cli/main')), '--version'], {
      env,
    });
    expect(status).toBe(0);
    expect(globSync('dist/compiled/*/*', { cwd: CHECKOUT })).not.toEqual([]);
  });
});
