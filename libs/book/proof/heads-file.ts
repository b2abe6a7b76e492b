import { open } from 'node:fs/promises';
import type { TreeHead } from '#merkle/check-proofs.js';
import { openCheckpoint } from '#merkle/checkpoint.js';
import { NotProven } from '#merkle/not-proven.js';
import { notesIn, type NoteKey } from '#merkle/signed-note.js';

/** Bytes at the end of the file in which the last head is. */
const END = 65_536;

/** The signed heads of a log in a file, one behind another with an empty line between: it is only ever added to. */
export class HeadsFile {
  constructor(private readonly path: string) {}

  /** The last one that a key has signed; undefined where there is none. One that a crash has cut off is passed over. */
  async last(key: NoteKey): Promise<TreeHead | undefined> {
    return notesIn(await this.end())
      .flatMap((note) => headOf(note, key))
      .at(-1);
  }

  private async end(): Promise<string> {
    const file = await open(this.path, 'r').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (file === undefined) return '';
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(END), position: Math.max(0, size - END) });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  }

  /** Resolves when it is on disk. */
  async add(note: string): Promise<void> {
    const file = await open(this.path, 'a', 0o600);
    try {
      await file.appendFile(`${note}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

function headOf(note: string, key: NoteKey): readonly TreeHead[] {
  try {
    return [openCheckpoint(note, key)];
  } catch (error) {
    if (error instanceof NotProven) return [];
    throw error;
  }
}
