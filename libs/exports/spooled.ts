import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The bytes of a file that is made whole before the first of them is given, in a folder that goes again however it ends: while nothing is
 * sent, what goes wrong can still be said.
 * @param make writes the file in a folder of its own
 */
export async function* spooled(
  folder: string,
  make: (file: string, own: string) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const own = join(folder, randomUUID());
  try {
    await mkdir(own, { recursive: true, mode: 0o700 });
    const file = join(own, 'made');
    await make(file, own);
    yield* createReadStream(file) as AsyncIterable<Uint8Array>;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Writes a file from pieces, one after another. */
export async function writePieces(file: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
  } finally {
    await handle.close();
  }
}
