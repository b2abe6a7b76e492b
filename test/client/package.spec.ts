import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readFiles } from '#client/generator/written.js';
import { scratchFolder, Server } from '../journeys/server.js';

const run = promisify(execFile);
const ADDRESS = 'http://127.0.0.1:3000';

/** What a project of somebody else compiles with: nothing of ours, no types of Node. */
const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2022', 'dom'],
    module: 'nodenext',
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    outDir: 'out',
  },
  include: ['*.ts'],
};

/** The examples of the page, each with what it prints. */
async function examples(): Promise<readonly { readonly code: string; readonly prints: string }[]> {
  const page = await readFile('infra/docs/client.md', 'utf8');
  return [...page.matchAll(/```ts\n(.*?)```\n\n```text\n(.*?)```/gs)].map(([, code = '', prints = '']) => ({
    code,
    prints,
  }));
}

describe('the package of the client, in a project of somebody else', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  let project: string;
  beforeAll(async () => {
    scratch = await scratchFolder();
    project = join(scratch.folder, 'project');
    await mkdir(project);
    server = await Server.start(join(scratch.folder, 'data'));
    await run('npm', ['run', '-s', 'build:client']);
    await run('npm', ['pack', './dist/client', '--pack-destination', scratch.folder]);
    await writeFile(join(project, 'package.json'), '{ "type": "module" }');
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
    const tarball = join(scratch.folder, 'tallybook-client-0.1.0.tgz');
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: project });
    for (const [i, { code }] of (await examples()).entries())
      await writeFile(join(project, `example-${String(i)}.ts`), code.replaceAll(ADDRESS, server.url));
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('is its modules, their types and its page, and needs no other', async () => {
    const files = await readFiles(join(project, 'node_modules/@tallybook/client'));
    const others = [...files.keys()].filter((path) => !/^lib\/.*\.(js|d\.ts)$/.test(path));
    expect(others.sort()).toEqual(['README.md', 'package.json']);
    const modules = [...files].filter(([path]) => path.startsWith('lib/'));
    const imported = modules.flatMap(([, text]) => [...text.matchAll(/ from '([^']+)'/g)].map(([, name = '']) => name));
    expect([modules.length > 50, imported.filter((name) => !/^\.{1,2}\/.*\.js$/.test(name))]).toEqual([true, []]);
    const { dependencies, type } = JSON.parse(files.get('package.json') ?? '') as Record<string, unknown>;
    expect([dependencies, type]).toEqual([undefined, 'module']);
  });

  it('compiles the examples of its page, which print what the page says', async () => {
    const compiled = await run(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', project]).catch(
      (error: unknown) => error,
    );
    expect(compiled).toMatchObject({ stdout: '', stderr: '' });
    const found = await examples();
    const printed: string[] = [];
    for (const i of found.keys())
      printed.push((await run(process.execPath, [join(project, `out/example-${String(i)}.js`)])).stdout);
    expect(printed).toEqual(found.map(({ prints }) => prints));
    expect(found.length).toBe(6);
  });

  it('refuses what the API does not take when it is compiled', async () => {
    const wrong = join(scratch.folder, 'wrong');
    await cp(project, wrong, {
      recursive: true,
      filter: (path) => !path.endsWith('.ts') || path.includes('node_modules'),
    });
    await writeFile(
      join(wrong, 'wrong.ts'),
      [
        "import { tallybook } from '@tallybook/client';",
        `const book = tallybook('${ADDRESS}');`,
        "await book.recordSale({ id: 's-1', lines: [] });",
        'await book.recordSales({});',
        "await book.listCohorts({ grain: 'fortnight' });",
        '(await book.showSale("s-1")).colour;',
        "book.recordMany([{ type: 'RecordSail', data: {} }]);",
      ].join('\n'),
    );
    const { stdout } = (await run(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', wrong]).catch(
      (error: unknown) => error,
    )) as { stdout: string };
    const lines = [...stdout.matchAll(/^.*wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line));
    expect([...new Set(lines)]).toEqual([3, 4, 5, 6, 7]);
  });
});
