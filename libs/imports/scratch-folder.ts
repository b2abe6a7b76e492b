import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'tally-import-';
const DATABASE = 'scratch.duckdb';
/** Milliseconds in which whoever makes a database has its lock. */
const MAKING = 60_000;

/** Those of this process, which its own locks do not keep out. */
const OWN = new Set<string>();

/**
 * A folder for a scratch database, whose lock goes with its process, however that ends: a database that nobody holds is what a kill -9
 * left, and goes with its folder when the next one is made.
 */
export class ScratchFolder {
  private constructor(readonly path: string) {}

  /** @param place where it and others are made */
  static async make(place = tmpdir()): Promise<ScratchFolder> {
    await removeLeft(place);
    const path = await mkdtemp(join(place, PREFIX));
    OWN.add(path);
    return new ScratchFolder(path);
  }

  get database(): string {
    return join(this.path, DATABASE);
  }

  /** The database has to be closed. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    OWN.delete(this.path);
  }
}

async function removeLeft(place: string): Promise<void> {
  const names = (await readdir(place)).filter((name) => name.startsWith(PREFIX));
  for (const path of names.map((name) => join(place, name)))
    if (!OWN.has(path) && (await isLeft(path))) await rm(path, { recursive: true, force: true });
}

/** Whether a folder is of this user, and of a process that is gone. */
async function isLeft(path: string): Promise<boolean> {
  const database = join(path, DATABASE);
  const { uid, mtimeMs } = await stat(database).catch(() => ({ uid: undefined, mtimeMs: 0 }));
  if (uid === undefined || uid !== process.getuid?.() || Date.now() - mtimeMs < MAKING) return false;
  try {
    (await DuckDBInstance.create(database, { threads: '1' })).closeSync();
    return true;
  } catch (error) {
    return !/lock/i.test((error as Error).message);
  }
}
