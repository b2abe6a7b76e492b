import { existsSync } from 'node:fs';
import { eraseAgain, erasuresIn, hasSealed } from '#book/privacy/erase-again.js';
import { ErasuresFile, type ErasureNoted } from '#book/privacy/erasures-file.js';
import type { RecordedEvent } from '#kernel/event.js';
import { allEvents } from '#kernel/ports/all-events.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import type { Amending } from '#platform/log-copies.js';
import { markSealed, openKeysAlone } from '#platform/personal-keys.js';
import { erasuresNamed, masterKeyNamed, readKeysAlone } from '#platform/personal-settings.js';
import { checkSharedKeyring, openSharedKeyring } from '#platform/shared-keys.js';
import { customerStreamOf } from '#subjects/customers/customer.commands.js';
import type { SharedStores } from './deployment.js';
import { UsageError } from './usage-error.js';

/** What is said of erasures to whoever restores. */
export interface ErasuresAsked {
  readonly erasures?: string;
  /** False where it was said that nobody knows of any. */
  readonly erasuresKnown: boolean;
}

/** Is told how many would have come back. */
type Tell = (count: number) => void;

/**
 * Erases in a book that is being restored who was erased since its backup, by the keys that there are and the file of erasures: nobody comes back.
 * @throws UsageError where that cannot be known, and it was not said to be so
 */
export function erasingAgain(folder: string, asked: ErasuresAsked, tell: Tell): Amending {
  return async (read) => {
    if (!(await hasSealed(allEvents(read)))) return undefined;
    const file = needKnown(asked);
    return async (log) => {
      const keyring = openKeysAlone(readKeysAlone(process.env));
      try {
        tell(await eraseAgain(log, keyring, await erasuresKnown(keyring, file)));
      } finally {
        await keyring.close();
      }
      markSealed(folder);
    };
  };
}

/** The same in the stores of a deployment. */
export interface StoresErasing {
  /** Destroys the keys, before the log is said to be restored: whatever dies meanwhile, nobody comes back. */
  destroyKeys(): Promise<void>;
  /** Says in the log who was erased. */
  record(log: EventLog): Promise<void>;
  close(): Promise<void>;
}

/** @param book its id @param events of the copy, page by page; undefined is answered where nothing in them is sealed @throws UsageError, Refused for another master key */
export async function erasingInStores(
  stores: SharedStores,
  { book, events }: { readonly book: string; readonly events: AsyncIterable<readonly RecordedEvent[]> },
  asked: ErasuresAsked,
  tell: Tell,
): Promise<StoresErasing | undefined> {
  if (!(await hasSealed(events))) return undefined;
  const file = needKnown(asked);
  const keys = { folder: undefined, master: masterKeyNamed(process.env) };
  await checkSharedKeyring(stores, book, keys);
  const keyring = openSharedKeyring(stores, book, keys)?.keyring;
  if (keyring === undefined) throw new Error('keys were asked for, and there are none');
  const erasures = await erasuresKnown(keyring, file).catch(async (error: unknown) => {
    await keyring.close();
    throw error;
  });
  return {
    destroyKeys: async () => {
      for (const { customer, at } of erasures) await keyring.destroy(customerStreamOf(customer), new Date(at));
    },
    record: async (log) => tell(await eraseAgain(log, keyring, erasures)),
    close: () => keyring.close(),
  };
}

/** The file that says who was erased; undefined where it was said that there is none. */
function needKnown({ erasures: file = erasuresNamed(process.env), erasuresKnown: isKnown }: ErasuresAsked) {
  if (file === undefined && isKnown)
    throw new UsageError(
      'what is personal in this book is sealed, and whoever was erased since it was copied would come back: name the file of erasures with --erasures (or TALLY_ERASURES_FILE), or say --no-erasures-known',
    );
  if (file !== undefined && !existsSync(file)) throw new UsageError(`there is no file of erasures ${file}`);
  return file;
}

async function erasuresKnown(
  keyring: Pick<Keyring, 'tombstones'>,
  file: string | undefined,
): Promise<readonly ErasureNoted[]> {
  const noted = file === undefined ? [] : await new ErasuresFile(file).all();
  const customers = new Set(noted.map(({ customer }) => customer));
  const others = (await erasuresIn(keyring)).filter(({ customer }) => !customers.has(customer));
  return [...noted, ...others];
}

/** How many would have come back, in a sentence that goes on; nothing where nobody would. */
export function erasedSince(count: number): string {
  return count === 0 ? '' : `; ${String(count)} customers erased since are erased in it, too`;
}
