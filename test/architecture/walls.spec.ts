import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scratchFolder } from '../journeys/server.js';
import { ALLOWED, PLANTED, type Plant } from './walls.data.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const run = promisify(execFile);

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

interface Rule {
  readonly name: string;
  readonly comment: string;
}

const { forbidden } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
  readonly forbidden: readonly Rule[];
};

/** Where an import by name leads; undefined for what is no file of ours. */
function targetOf(imported: string, from: string): string | undefined {
  if (imported.startsWith('.')) return join(dirname(from), imported).replace(/\.js$/, '.ts');
  const [, room = '', file = ''] = /^#([^/]+)\/(.*)\.js$/.exec(imported) ?? [];
  if (room === '') return undefined;
  return room === 'apps' ? `apps/${file}.ts` : `libs/${room}/${file}.ts`;
}

/** A tree of nothing but planted imports, under the rules of this one. */
describe('the walls', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let broken: ReadonlyMap<string, readonly string[]>;
  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(join(scratch.folder, dirname(file)), { recursive: true });
    await writeFile(join(scratch.folder, file), text);
  };
  beforeAll(async () => {
    scratch = await scratchFolder();
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs'])
      await cp(join(ROOT, name), join(scratch.folder, name));
    await symlink(join(ROOT, 'node_modules'), join(scratch.folder, 'node_modules'));
    for (const folder of ['libs', 'apps', 'test']) await mkdir(join(scratch.folder, folder));
    const plants: readonly Plant[] = [...ALLOWED, ...PLANTED];
    for (const { file, imports } of plants) {
      const target = targetOf(imports, file);
      if (target !== undefined && !target.includes('missing')) await write(target, 'export {};\n');
    }
    for (const { file, imports, how = (name: string) => `import '${name}';` } of plants)
      await write(file, `${how(imports)}\n`);
    const cruise = join(ROOT, 'node_modules/.bin/depcruise');
    const asked = ['libs', 'apps', 'test', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    const { stdout } = await run(process.execPath, [cruise, ...asked], { cwd: scratch.folder, maxBuffer: 2 ** 28 });
    const { summary } = JSON.parse(stdout) as { readonly summary: { readonly violations: readonly Violation[] } };
    const found = Map.groupBy(summary.violations, ({ from }) => from);
    broken = new Map([...found].map(([file, all]) => [file, all.map(({ rule }) => rule.name)]));
  });
  afterAll(() => scratch.remove());

  it.each(forbidden.map(({ name }) => name))('%s refuses every import that it says it does', (name) => {
    const planted = PLANTED.filter(({ rule }) => rule === name);
    const escaped = planted.filter(({ file }) => broken.get(file)?.includes(name) !== true);
    expect(planted.length).toBeGreaterThan(0);
    expect(escaped.map(({ file, imports }) => `${file} imports ${imports}`)).toEqual([]);
  });

  it('let through what has to be possible', () => {
    const refused = ALLOWED.flatMap(({ file, imports }) =>
      (broken.get(file) ?? []).map((rule) => [file, imports, rule]),
    );
    expect(refused).toEqual([]);
  });

  it('have a sentence each that says what they protect', () => {
    expect(forbidden.filter(({ comment }) => !/^.{40,}\.$/s.test(comment))).toEqual([]);
  });

  it('stand around every room', async () => {
    const rooms = (await readdir(join(ROOT, 'libs'), { withFileTypes: true })).filter((one) => one.isDirectory());
    const planted = PLANTED.filter(({ imports }) => imports.startsWith('#apps/')).map(({ file }) => file.split('/')[1]);
    expect(rooms.map(({ name }) => name).filter((name) => name !== 'testing' && !planted.includes(name))).toEqual([]);
  });
});
