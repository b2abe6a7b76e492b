import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = new URL('../..', import.meta.url).pathname;
const QUIET = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

/** Packs a folder. @returns the path of the tarball */
async function packed(folder: string, into: string): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', into], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}

/** The package that plug-ins are written against, as a tarball. */
export async function interfaceIn(folder: string): Promise<string> {
  await run(process.execPath, [join(ROOT, 'infra/plugins/package.mjs')], { cwd: ROOT });
  return packed(join(ROOT, 'dist/plugin'), folder);
}

/**
 * A plug-in as somebody else makes it: its folder alone, in a place where nothing of ours is, compiled against the package.
 * @param against the tarball of `@tallybook/plugin` @returns the tarball
 */
export async function builtElsewhere(source: string, against: string, folder: string): Promise<string> {
  const home = join(folder, basename(source));
  await cp(join(ROOT, source), home, { recursive: true });
  // Of a registry there: here they are those that are installed.
  const others = ['typebox', 'typescript'].map((name) => join(ROOT, 'node_modules', name));
  await run('npm', ['install', '--save-dev', ...QUIET, against, ...others], { cwd: home });
  await run('npm', ['run', '-s', 'build'], { cwd: home });
  return packed(home, folder);
}

/** Puts the same there without npm, its types unchecked: what a plug-in needs in order to run. */
export async function transpiledTo(home: string, source: string): Promise<void> {
  const own = JSON.parse(await readFile(join(ROOT, source, 'package.json'), 'utf8')) as { readonly name: string };
  const folder = join(home, 'node_modules', own.name);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const flags = ['--noCheck', '--project', join(ROOT, source), '--outDir', join(folder, 'dist')];
  await run(process.execPath, [tsc, ...flags]);
  await cp(join(ROOT, source, 'package.json'), join(folder, 'package.json'));
}

/** Installs tarballs into a folder of their own, which nothing but a server is started in. */
export async function installedIn(home: string, tarballs: readonly string[]): Promise<void> {
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--omit=dev', ...QUIET, ...tarballs], { cwd: home });
}
