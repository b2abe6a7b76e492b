import { execFile } from 'node:child_process';
import { cp, mkdir, writeFile } from 'node:fs/promises';
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
 * @param against the tarball of `@tallybook/plugin` @param flags of tsc @returns the tarball
 */
export async function builtElsewhere(
  source: string,
  against: string,
  folder: string,
  flags: readonly string[] = [],
): Promise<string> {
  const home = join(folder, basename(source));
  await cp(join(ROOT, source), home, { recursive: true });
  // Of a registry there: here they are those that are installed.
  const others = ['typebox', 'typescript'].map((name) => join(ROOT, 'node_modules', name));
  await run('npm', ['install', '--save-dev', ...QUIET, against, ...others], { cwd: home });
  await run('npm', ['run', '-s', 'build', '--', ...flags], { cwd: home });
  return packed(home, folder);
}

/** Installs tarballs into a folder of their own, which nothing but a server is started in. */
export async function installedIn(home: string, tarballs: readonly string[]): Promise<void> {
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--omit=dev', ...QUIET, ...tarballs], { cwd: home });
}
