import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../..', import.meta.url).pathname;
const json = (name: string) => JSON.parse(readFileSync(ROOT + name, 'utf8')) as Readonly<Record<string, unknown>>;

/** The folders of code in a folder. */
function rooms(folder: string): readonly string[] {
  const entries = readdirSync(ROOT + folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

const apps = rooms('apps');
/** What ships. */
const libs = rooms('libs').filter((name) => name !== 'testing');

describe('the list of projects for Nest', () => {
  it('has every app and every room that ships, where they are, and nothing else', () => {
    const project = (type: string, root: string) => ({ type, root, sourceRoot: root });
    expect(json('nest-cli.json')['projects']).toEqual(
      Object.fromEntries([
        ...apps.map((name) => [name, project('application', `apps/${name}`)] as const),
        ...libs.map((name) => [name, project('library', `libs/${name}`)] as const),
      ]),
    );
  });

  it('says what every app begins with, and how all are built', () => {
    const { entryFile, compilerOptions } = json('nest-cli.json') as {
      readonly entryFile: string;
      readonly compilerOptions: { readonly builder: string; readonly tsConfigPath: string };
    };
    expect(apps.filter((name) => !existsSync(`${ROOT}apps/${name}/${entryFile}.ts`))).toEqual([]);
    expect([compilerOptions.builder, existsSync(ROOT + compilerOptions.tsConfigPath)]).toEqual(['tsc', true]);
  });
});

describe('imports by name', () => {
  it('find every room by one rule, in the sources and in what is built', () => {
    const text = readFileSync(`${ROOT}package.json`, 'utf8');
    expect(json('package.json')['imports']).toEqual({
      '#*.js': { source: './libs/*.ts', default: './dist/modules/libs/*.js' },
      '#apps/*.js': { source: './apps/*.ts', default: './dist/modules/apps/*.js' },
    });
    // A key that is there twice is there once when it is read.
    expect(text.match(/"#[^"]*":/g)).toEqual(['"#*.js":', '"#apps/*.js":']);
  });

  it('never mean an app where a room is meant', () => {
    expect(libs.filter((name) => name === 'apps')).toEqual([]);
  });

  it.each([
    ['the sources', ['--conditions=source'], `${ROOT}libs/kernel/signal.ts`, `${ROOT}apps/api/edge/limits.ts`],
    ['what is built', [], `${ROOT}dist/modules/libs/kernel/signal.js`, `${ROOT}dist/modules/apps/api/edge/limits.js`],
  ] as const)('lead Node to %s', (_what, flags, room, app) => {
    const script = `for (const name of ['#kernel/signal.js', '#apps/api/edge/limits.js']) console.log(import.meta.resolve(name))`;
    const out = execFileSync(process.execPath, [...flags, '--input-type=module', '--eval', script], { cwd: ROOT });
    expect(out.toString().trim().split('\n')).toEqual([`file://${room}`, `file://${app}`]);
  });
});
