import { open, rm, type FileHandle } from 'node:fs/promises';

/** Readable by whoever runs the command only: facts have names and addresses in them. */
const PRIVATE = 0o600;

/** A new file in the place of whatever has its name: a link there is replaced, never followed. */
export async function ownFile(path: string): Promise<FileHandle> {
  await rm(path, { force: true });
  return open(path, 'wx', PRIVATE);
}

/** The same with its content. */
export async function writeOwnFile(path: string, content: string | Uint8Array): Promise<void> {
  const file = await ownFile(path);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}
