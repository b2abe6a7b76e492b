import { createHash } from 'node:crypto';
import { lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessagePart, Outgoing } from '#kernel/message.js';

/**
 * Puts the files of a message into a folder, or where it has none what it says to programs. Each appears whole or not at all, under a name that is made from
 * the delivery: what is sent again lands on itself. @param root below which it has to be @throws Error where the path leads elsewhere
 */
export async function sendToFolder(path: string, outgoing: Outgoing, root: string): Promise<void> {
  const folder = await folderBelow(root, path);
  for (const { name, content } of filesOf(outgoing)) await writeWhole(folder, name, content);
}

/** Whether a path stays where it begins: names with `/` between them, none of them `..`. */
export function staysBelow(path: string): boolean {
  return path.split('/').every((part) => /^[^\0\\/]{1,200}$/.test(part) && part !== '..' && part !== '.');
}

/** Made where it is not there; a link in it might lead anywhere. */
async function folderBelow(root: string, path: string): Promise<string> {
  if (!staysBelow(path)) throw new Error('the path of the channel leads out of TALLY_OUTBOX_DIR');
  await mkdir(root, { recursive: true });
  let folder = await realpath(root);
  for (const part of path.split('/')) {
    folder = join(folder, part);
    await mkdir(folder).catch(ignoreExisting);
    if (!(await lstat(folder)).isDirectory()) throw new Error(`${part} in the path of the channel is no folder`);
  }
  return folder;
}

function ignoreExisting(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
}

function filesOf({ id, subject, at, message }: Outgoing): readonly Pick<MessagePart, 'name' | 'content'>[] {
  if (message.files !== undefined && message.files.length > 0) return message.files;
  const { title, text, data } = message;
  const content = JSON.stringify({ id, subject, at, title, text, data }, undefined, 2);
  return [{ name: `${subject}-${digest(id)}.json`, content: Buffer.from(`${content}\n`) }];
}

async function writeWhole(folder: string, name: string, content: Uint8Array): Promise<void> {
  // A name is a name, whatever whoever made the message thought of.
  const safe = name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').replace(/^\.+/, '_');
  const unfinished = join(folder, `.${digest(safe)}.${String(process.pid)}.part`);
  try {
    const file = await open(unfinished, 'w', 0o644);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(folder, safe));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await synced(folder);
}

/** The name is on disk too. */
async function synced(folder: string): Promise<void> {
  const entry = await open(folder, 'r');
  await entry.sync().finally(() => entry.close());
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
