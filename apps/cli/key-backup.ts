import { existsSync } from 'node:fs';
import { isRecipient } from '#engine/personal/recipient.js';
import { readOpening } from '#ledger/book.js';
import { openSharedLog } from '#platform/distributed-adapters.js';
import {
  backupKeys,
  copiedFolderKeys,
  openedKeys,
  recipientKeyIn,
  removeKeys,
  restoreKeys,
} from '#platform/key-backups.js';
import { folderOfKeysNamed, keyBackupDays, masterKeyNamed, readKeysAlone } from '#platform/personal-settings.js';
import { copiedSharedKeys, putSharedKeys, removeSharedKeys } from '#platform/shared-keys.js';
import type { SharedStores } from './deployment.js';
import { textOf } from './proof/pinned-heads.js';
import { complain, say } from './screen.js';
import { UsageError } from './usage-error.js';

/** What is said of keys to whoever restores. */
export interface KeysAsked {
  readonly keys?: string | undefined;
  readonly recipientKey?: string | undefined;
}

/**
 * Copies the keys of a book when it is called; undefined where nobody asked for that.
 * @param copied those that there are, of a folder unless given
 * @throws UsageError where nobody is named whom they are sealed for
 */
export async function backingUpKeys(
  {
    keys: to,
    recipient: said,
  }: {
    readonly keys?: string;
    readonly recipient?: string;
  },
  copied: () => Promise<Uint8Array> = () => copiedFolderKeys(folderOfKeysNamed(process.env)),
): Promise<(() => Promise<void>) | undefined> {
  if (to === undefined) return undefined;
  if (said === undefined)
    throw new UsageError('name with --recipient whom the keys are sealed for: tally keys recipient FILE says it');
  const recipient = (existsSync(said) ? await textOf(said, '--recipient') : said).trim();
  if (!isRecipient(recipient))
    throw new UsageError('--recipient must be what tally keys recipient FILE prints, or a file with that');
  const days = keyBackupDays(process.env);
  return async () => {
    const { file, removed } = await backupKeys({ copied, to, recipient, days, now: new Date() });
    const before = removed === 0 ? '' : `; ${String(removed)} older than ${String(days)} days are removed`;
    say(`the keys are in ${file}, sealed for the recipient${before}`);
  };
}

/** The same of a deployment, whose keys are in MongoDB; of its log nothing is copied. @throws UsageError where there is no book */
export async function backUpSharedKeys(
  stores: SharedStores,
  asked: Parameters<typeof backingUpKeys>[0],
): Promise<void> {
  const backUp = await backingUpKeys(asked, async () => copiedSharedKeys(stores, await bookOf(stores)));
  await backUp?.();
}

async function bookOf(stores: SharedStores): Promise<string> {
  const log = openSharedLog(stores);
  const opened = await readOpening(log).finally(() => log.close());
  if (opened === undefined) throw new UsageError('there is no book in this EventStoreDB');
  return opened.id;
}

/** Puts the keys of a book back where that was asked for. @returns what takes them away again; undefined where it was not */
export async function restoringKeys(asked: KeysAsked): Promise<(() => Promise<void>) | undefined> {
  const copy = copyAsked(asked);
  if (copy === undefined) return undefined;
  const settings = readKeysAlone(process.env);
  const from = await restoreKeys(copy.keys, copy.key, settings);
  complain(`the keys of ${from} are in ${settings.folder}`);
  return () => removeKeys(settings);
}

/** The same into the stores of a deployment. @param book its id */
export async function restoringSharedKeys(
  stores: SharedStores,
  book: string,
  asked: KeysAsked,
): Promise<(() => Promise<void>) | undefined> {
  const asks = copyAsked(asked);
  if (asks === undefined) return undefined;
  const { copy, opened } = await openedKeys(asks.keys, asks.key);
  await putSharedKeys(stores, book, opened, masterKeyNamed(process.env));
  complain(`the keys of ${copy} are in MongoDB`);
  return () => removeSharedKeys(stores, book);
}

/** @throws UsageError where they cannot be found or opened */
function copyAsked({
  keys,
  recipientKey,
}: KeysAsked): { readonly keys: string; readonly key: ReturnType<typeof recipientKeyIn> } | undefined {
  if (keys === undefined) return undefined;
  if (recipientKey === undefined)
    throw new UsageError('name with --recipient-key the file that opens them: that of tally keys recipient');
  if (!existsSync(keys)) throw new UsageError(`there is nothing at ${keys}`);
  return { keys, key: recipientKeyIn(recipientKey, '--recipient-key') };
}
