import { existsSync } from 'node:fs';
import { eraseAgain, erasuresIn, hasSealed } from '#book/privacy/erase-again.js';
import { ErasuresFile } from '#book/privacy/erasures-file.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Amending } from '#platform/log-copies.js';
import { markSealed, openKeysAlone } from '#platform/personal-keys.js';
import { erasuresNamed, readKeysAlone } from '#platform/personal-settings.js';
import { UsageError } from './usage-error.js';

/** What is said of erasures to whoever restores. */
export interface ErasuresAsked {
  readonly erasures?: string;
  /** False where it was said that nobody knows of any. */
  readonly erasuresKnown: boolean;
}

/**
 * Erases in a book that is being restored who was erased since its backup, by the keys that there are and the file of erasures: nobody comes back.
 * @param tell is told how many would have
 * @throws UsageError where that cannot be known, and it was not said to be so
 */
export function erasingAgain(
  folder: string,
  { erasures: file = erasuresNamed(process.env), erasuresKnown }: ErasuresAsked,
  tell: (count: number) => void,
): Amending {
  return async (read) => {
    if (!(await hasSealed(read))) return undefined;
    if (file === undefined && erasuresKnown)
      throw new UsageError(
        'what is personal in this book is sealed, and whoever was erased since it was copied would come back: name the file of erasures with --erasures (or TALLY_ERASURES_FILE), or say --no-erasures-known',
      );
    if (file !== undefined && !existsSync(file)) throw new UsageError(`there is no file of erasures ${file}`);
    return async (log) => {
      tell(await erasedIn(log, file));
      markSealed(folder);
    };
  };
}

async function erasedIn(log: EventLog, file: string | undefined): Promise<number> {
  const keyring = openKeysAlone(readKeysAlone(process.env));
  try {
    const noted = file === undefined ? [] : await new ErasuresFile(file).all();
    const customers = new Set(noted.map(({ customer }) => customer));
    const others = (await erasuresIn(keyring)).filter(({ customer }) => !customers.has(customer));
    return await eraseAgain(log, keyring, [...noted, ...others]);
  } finally {
    await keyring.close();
  }
}
