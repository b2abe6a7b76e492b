import { statfs, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '#kernel/problem.js';

/** With so many bytes free nothing is looked at more closely; with fewer, or after a refusal, it is tried whether so many can be written. */
const PLENTY = 16_000_000;
const TRIED = 262_144;

/** Primary result codes of SQLite: the disk is full, and the disk cannot write (which a full one says, too). */
const FULL = 13;
const IO_ERROR = 10;

/** Whether the disk of a data folder takes what is written to it. */
export class Room {
  private refused = false;

  constructor(private readonly folder: string) {}

  /** What a failed append is to its callers: `storage-full` where the disk refused it. */
  reasonOf(error: unknown): unknown {
    const { errcode } = (error ?? {}) as { readonly errcode?: unknown };
    const primary = typeof errcode === 'number' ? errcode & 0xff : undefined;
    if (primary !== FULL && primary !== IO_ERROR) return error;
    this.refused = true;
    const detail = `the disk of ${this.folder} takes no more (${(error as Error).message}): nothing was recorded, send the same request again when there is room`;
    return Object.assign(new Problem('storage-full', detail), { cause: error });
  }

  /** An append went through. */
  taken(): void {
    this.refused = false;
  }

  /** Why nothing can be recorded, undefined when it can; found out anew by whoever asks, so that it heals without an append. */
  async trouble(): Promise<string | undefined> {
    if (!this.refused && (await this.free()) >= PLENTY) return undefined;
    try {
      await this.attempt();
      this.refused = false;
      return undefined;
    } catch (error) {
      return `storage-full: the disk of ${this.folder} takes no more (${(error as Error).message}); make room, nothing else is to be done`;
    }
  }

  private async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }

  private async attempt(): Promise<void> {
    const file = join(this.folder, 'room');
    try {
      await writeFile(file, Buffer.alloc(TRIED), { flush: true, mode: 0o600 });
    } finally {
      await rm(file, { force: true });
    }
  }
}
