import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes on disk by replay: their files are named after them. One that goes away meanwhile holds nothing. */
export async function scratchHeld(folder: string): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  for (const name of await readdir(folder)) {
    const id = /^views-([\w-]+)\.(?:sqlite|duckdb)/.exec(name)?.[1];
    if (id === undefined) continue;
    const bytes = await stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    );
    held.set(id, (held.get(id) ?? 0) + bytes);
  }
  return held;
}
