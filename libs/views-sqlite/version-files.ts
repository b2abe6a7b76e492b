import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Permanent: versions of the read models lie side by side in a folder, each in files named after it. */
export function viewsFile(folder: string, name: string): string {
  return join(folder, `views-${name}.sqlite`);
}

/** The names of the versions in a folder. */
export async function versionsIn(folder: string): Promise<readonly string[]> {
  const files = await readdir(folder);
  return files.flatMap((file) => /^views-(.*)\.sqlite$/.exec(file)?.[1] ?? []);
}

export async function removeViews(folder: string, name: string): Promise<void> {
  const file = viewsFile(folder, name);
  for (const part of ['', '-rollups'])
    for (const kind of ['', '-wal', '-shm']) await rm(file + part + kind, { force: true });
}

/** Removes every version that `keep` does not name, and what was left of beginning one. */
export async function removeOtherViews(folder: string, keep: readonly string[]): Promise<void> {
  for (const name of await versionsIn(folder)) if (!keep.includes(name)) await removeViews(folder, name);
  for (const file of await readdir(folder))
    if (/^views-.*\.sqlite\.new/.test(file)) await rm(join(folder, file), { force: true });
}
