import type { Receipt } from '#engine/record/handle.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { Problem } from '#kernel/problem.js';
import { customerStreamOf } from '#subjects/customers/customer.commands.js';
import { erasing } from '#subjects/customers/erasure.commands.js';
import { signed } from '../access/principal.js';
import type { Book } from '../book.js';
import { erasureAmong } from './erased.js';
import type { ErasuresFile } from './erasures-file.js';
import { firstUnsealed } from './sealed.js';

/** What is sent to have a customer erased. */
export { ERASURE_BODY } from '#subjects/customers/erasure.commands.js';

/**
 * Erases what is of a person in all that is recorded of a customer: says so in the log, destroys its key and forgets what memory holds. Killed
 * meanwhile it is done at the next start. Figures stay as they are.
 * @throws Problem `not-found`, `id-conflict`, `not-sealed` where what is recorded of it is readable without a key
 */
export async function eraseCustomer(book: Book, customerId: string, data: unknown): Promise<Receipt> {
  const { keyring } = book;
  if (keyring === undefined)
    throw new Problem(
      'not-sealed',
      'what is personal in this book is not sealed, and events are never rewritten: start it with TALLY_MASTER_KEY_FILE, for what is recorded from then on',
    );
  await needAllSealed(book, customerId);
  const owner = customerStreamOf(customerId);
  const keyId = await keyring.doom(owner);
  let receipt: Receipt;
  try {
    receipt = await book.ledger.take(erasing(customerId, keyId), signed(data));
  } catch (error) {
    // Whether an append of unknown outcome is there is found out at the next start.
    if (error instanceof Problem && error.status < 500) await endDoom(book, keyring, owner, book.clock());
    throw error;
  }
  await endDoom(book, keyring, owner, book.clock());
  book.ledger.forget();
  return receipt;
}

/** Ends the erasures that a process was killed in: those that the log has are done, the others never were. */
export async function endDooms(noting: Noting, keyring: Keyring, now: Date): Promise<void> {
  for (const owner of await keyring.doomed()) await endDoom(noting, keyring, owner, now);
}

/** Where it is said who was erased. */
interface Noting {
  readonly log: Pick<EventLog, 'readStream'>;
  /** Beside the log, for the day on which that is lost. */
  readonly erasures: Pick<ErasuresFile, 'add'> | undefined;
}

/** Noted before the key goes: whoever dies between the two does both again. */
async function endDoom({ log, erasures }: Noting, keyring: Keyring, owner: string, now: Date): Promise<void> {
  const events = await log.readStream(owner);
  const erased = erasureAmong(events);
  if (erased === undefined) return keyring.spare(owner);
  const { change: id, ...said } = erased.data;
  await erasures?.add({ id, ...said, at: erased.recordedAt });
  await keyring.destroy(owner, now);
}

/** What was recorded before there were keys stays readable to whoever has the log. @throws Problem `not-sealed` */
async function needAllSealed(book: Book, customerId: string): Promise<void> {
  await book.models.waitFor(await book.log.tail());
  const position = await firstUnsealed(book, customerId);
  if (position !== undefined)
    throw new Problem(
      'not-sealed',
      `what was recorded of the customer ${customerId} at position ${String(position)} is not sealed: it was recorded before the book had keys, and events are never rewritten`,
    );
}
