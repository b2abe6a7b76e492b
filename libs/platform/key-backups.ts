import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotForRecipient, openedFor, sealedFor } from '#engine/personal/recipient.js';
import { Refused } from '#kernel/refused.js';
import { copiedKeys, putKeys } from '#keys-sqlite/copied-keys.js';
import { sync } from '#log-sqlite/copy.js';
import { writeOwnFile } from './own-file.js';
import { KEYS_FILE, openKeysIn } from './personal-keys.js';
import type { KeysInFolder } from './personal-settings.js';
import { pemIn } from './pem-files.js';
import { SettingsError } from './setting-values.js';

/** What a copy is called: when it was made, to the millisecond. Permanent: by it the newest is found, and those that are kept too long. */
const NAMED = /^keys-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})\.(\d{3})Z\.sealed$/;
const DAY = 86_400_000;
/** Ends what is said of a copy in clear, which stands before what is sealed. */
const END_OF_LINE = 10;

interface BackupOfKeys {
  /** The keys of the book as they are copied, when it is asked for. */
  readonly copied: () => Promise<Uint8Array>;
  /** Where copies go. */
  readonly to: string;
  readonly recipient: string;
  /** How long copies are kept. */
  readonly days: number;
  readonly now: Date;
}

/**
 * Copies the keys of a book, each wrapped with its master key as it is, sealed for a recipient whose key nobody here has; and removes the copies there
 * that are kept long enough: who was erased since would be in them.
 * @returns the file, and how many were removed
 */
export async function backupKeys({
  copied,
  to,
  recipient,
  days,
  now,
}: BackupOfKeys): Promise<Readonly<{ file: string; removed: number }>> {
  const keys = await copied();
  await mkdir(to, { recursive: true, mode: 0o700 });
  const said = `${JSON.stringify({ v: 1, at: now.toISOString(), recipient })}\n`;
  const file = join(to, `keys-${now.toISOString().replaceAll(/[-:]/g, '')}.sealed`);
  await writeOwnFile(`${file}.unfinished`, Buffer.concat([Buffer.from(said), sealedFor(recipient, keys, said)]));
  await sync(`${file}.unfinished`);
  await rename(`${file}.unfinished`, file);
  const over = (await copiesIn(to)).filter(({ at }) => at <= now.getTime() - days * DAY);
  for (const copy of over) await rm(copy.file);
  await sync(to);
  return { file, removed: over.length };
}

/** The keys in a folder as they are copied. @throws Refused where there are none */
export async function copiedFolderKeys(folder: string): Promise<Uint8Array> {
  const source = join(folder, KEYS_FILE);
  if (!existsSync(source)) throw new Refused('there is no keys.sqlite in TALLY_KEYS_DIR', true);
  return copiedKeys(source);
}

/** What a copy has, opened. @param from a file, or a folder with some: the newest of them @throws Refused where it cannot be opened */
export async function openedKeys(
  from: string,
  key: KeyObject,
): Promise<{ readonly copy: string; readonly opened: Uint8Array }> {
  const copy = (await stat(from)).isDirectory() ? (await copiesIn(from)).at(-1)?.file : from;
  if (copy === undefined) throw new Refused(`there is no copy of keys in ${from}`, true);
  const content = await readFile(copy);
  const end = content.indexOf(END_OF_LINE) + 1;
  const said = content.subarray(0, end).toString();
  return { copy, opened: openedOf(copy, () => openedFor(key, content.subarray(end), said)) };
}

/**
 * Puts keys back that are lost. @param from a copy, or a folder with some: the newest of them
 * @returns the file that they were in @throws Refused where there are keys, which are newer; where they cannot be opened
 */
export async function restoreKeys(from: string, key: KeyObject, { folder, master }: KeysInFolder): Promise<string> {
  const file = join(folder, KEYS_FILE);
  if (existsSync(file))
    throw new Refused(
      'there is a keys.sqlite in TALLY_KEYS_DIR, which is newer than any copy of it: leave --keys out',
      true,
    );
  const { copy, opened } = await openedKeys(from, key);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unfinished = `${file}.restoring`;
  await rm(unfinished, { force: true });
  putKeys(unfinished, opened);
  await rename(unfinished, file);
  try {
    await openKeysIn({ folder, master }).close();
  } catch (error) {
    await removeKeys({ folder });
    throw error;
  }
  return copy;
}

/** Takes back what `restoreKeys` has done. */
export async function removeKeys({ folder }: Pick<KeysInFolder, 'folder'>): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(join(folder, KEYS_FILE + end), { force: true });
}

/** What opens copies that were sealed for its recipient. @throws SettingsError where the file holds no key of X25519 */
export function recipientKeyIn(file: string, setting: string): KeyObject {
  const key = createPrivateKey(pemIn(setting, file, 'key'));
  if (key.asymmetricKeyType === 'x25519') return key;
  throw new SettingsError(setting, 'the key is not one of X25519: make one with tally keys recipient');
}

function openedOf(copy: string, open: () => Uint8Array): Uint8Array {
  try {
    return open();
  } catch (error) {
    if (error instanceof NotForRecipient) throw new Refused(`${copy} cannot be opened: ${error.message}`, true);
    throw error;
  }
}

/** The oldest first. */
async function copiesIn(folder: string): Promise<readonly { readonly file: string; readonly at: number }[]> {
  const names = (await readdir(folder)).filter((name) => NAMED.test(name)).toSorted();
  return names.map((name) => ({
    file: join(folder, name),
    at: Date.parse(name.replace(NAMED, '$1-$2-$3T$4:$5:$6.$7Z')),
  }));
}
