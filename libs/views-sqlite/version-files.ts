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

/** Permanent: where the index of a version's facts lies. */
export function indexFile(folder: string, name: string): string {
  return join(folder, `views-${name}.duckdb`);
}

/** Permanent: where the index of a version lies that is asked in SQL. */
export function sqlFile(folder: string, name: string): string {
  return join(folder, `sql-${name}.duckdb`);
}

/** Removes a version with its indexes; none may be open. */
export async function removeViews(folder: string, name: string): Promise<void> {
  const store = viewsFile(folder, name);
  for (const kind of ['', '-wal', '-shm']) await rm(store + kind, { force: true });
  for (const index of [indexFile(folder, name), sqlFile(folder, name)])
    for (const kind of ['', '.wal', '.spill']) await rm(index + kind, { force: true, recursive: true });
}

/** Removes every version that `keep` does not name, and what was left of beginning one, of removing one, or of an earlier release. */
export async function removeOtherViews(folder: string, keep: readonly string[]): Promise<void> {
  for (const file of await readdir(folder)) {
    const name = /^(?:views|sql)-(.*)\.(?:sqlite|duckdb)$/.exec(file)?.[1];
    if (name !== undefined && !keep.includes(name)) await removeViews(folder, name);
    if (/^views-.*\.sqlite(\.new|-rollups)/.test(file)) await rm(join(folder, file), { force: true });
  }
}
