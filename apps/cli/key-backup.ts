import { existsSync } from 'node:fs';
import { isRecipient } from '#engine/personal/recipient.js';
import { backupKeys, recipientKeyIn, removeKeys, restoreKeys } from '#platform/key-backups.js';
import { folderOfKeysNamed, keyBackupDays, readKeysAlone } from '#platform/personal-settings.js';
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
 * @throws UsageError where nobody is named whom they are sealed for
 */
export async function backingUpKeys({
  keys: to,
  recipient: said,
}: {
  readonly keys?: string;
  readonly recipient?: string;
}): Promise<(() => Promise<void>) | undefined> {
  if (to === undefined) return undefined;
  if (said === undefined)
    throw new UsageError('name with --recipient whom the keys are sealed for: tally keys recipient FILE says it');
  const recipient = (existsSync(said) ? await textOf(said, '--recipient') : said).trim();
  if (!isRecipient(recipient))
    throw new UsageError('--recipient must be what tally keys recipient FILE prints, or a file with that');
  const copied = { keys: folderOfKeysNamed(process.env), to, recipient, days: keyBackupDays(process.env) };
  return async () => {
    const { file, removed } = await backupKeys({ ...copied, now: new Date() });
    const before = removed === 0 ? '' : `; ${String(removed)} older than ${String(copied.days)} days are removed`;
    say(`the keys are in ${file}, sealed for the recipient${before}`);
  };
}

/** Puts the keys of a book back where that was asked for. @returns what takes them away again; undefined where it was not */
export async function restoringKeys({ keys, recipientKey }: KeysAsked): Promise<(() => Promise<void>) | undefined> {
  if (keys === undefined) return undefined;
  if (recipientKey === undefined)
    throw new UsageError('name with --recipient-key the file that opens them: that of tally keys recipient');
  const settings = readKeysAlone(process.env);
  if (!existsSync(keys)) throw new UsageError(`there is nothing at ${keys}`);
  const from = await restoreKeys(keys, recipientKeyIn(recipientKey, '--recipient-key'), settings);
  complain(`the keys of ${from} are in ${settings.folder}`);
  return () => removeKeys(settings);
}
