import { open } from 'node:fs/promises';
import { Problem } from '#kernel/problem.js';

/** Readable by the process's own user only: files have names and addresses in them. */
const PRIVATE = 0o600;

/** Writes a body into a new file as it comes. @param megabytes that it may have @throws Problem `body-too-large`, `storage-full` */
export async function receive(chunks: AsyncIterable<Buffer>, path: string, megabytes: number): Promise<number> {
  const file = await open(path, 'wx', PRIVATE);
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > megabytes * 1_000_000) throw tooLarge(megabytes);
      await file.writeFile(chunk);
    }
    return bytes;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code !== 'ENOSPC') throw error;
    throw new Problem('storage-full', 'the disk has no room for the file');
  } finally {
    await file.close();
  }
}

function tooLarge(megabytes: number): Problem {
  return new Problem(
    'body-too-large',
    `the file is larger than ${String(megabytes)} MB: split it, send it gzipped with a name that ends in .gz, or raise TALLY_IMPORT_MEGABYTES`,
  );
}
