import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Beside what tools keep of this checkout: fetched once, never part of it. */
const FOLDER = new URL('../../../../.cache/bench-peers', import.meta.url).pathname;

/** Exactly these. Only benches use them, and what they bring with them (emmett's store compiles C for minutes) is none of the checkout's. */
const PACKAGES = {
  postgres: ['postgres@3.4.9'],
  emmett: ['@event-driven-io/emmett@0.38.5', '@event-driven-io/emmett-sqlite@0.38.5', 'sqlite3@5.1.7'],
} as const;

/** Where a peer's packages are, fetched from the package registry where they are not there yet. @throws Error where that fails */
export function installed(peer: keyof typeof PACKAGES): string {
  const folder = join(FOLDER, peer);
  const done = join(folder, PACKAGES[peer].join('+').replaceAll('/', '_'));
  if (existsSync(done)) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', '--save-exact', ...options, ...PACKAGES[peer]], { cwd: folder, stdio: 'pipe' });
  writeFileSync(done, '');
  return folder;
}

/** What a module of such a package exports. `Exports` is what of it is used here. */
export async function load<Exports>(folder: string, module: string): Promise<Exports> {
  return (await import(pathToFileURL(join(folder, 'node_modules', module)).href)) as Exports;
}
