import { isSealed } from '#engine/personal/sealed-personal.js';
import type { RecordedEvent } from '#kernel/event.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import { customerStreamOf } from '#subjects/customers/customer.commands.js';
import { erasureRecorded } from '#subjects/customers/erasure.commands.js';
import { erasureAmong } from './erased.js';
import type { ErasureNoted } from './erasures-file.js';

/** Before the id of a key, what an erasure is recorded under of which only the key is known. */
const RESTORED = 'restored-';

/** What keys that were destroyed tell of who was erased. */
export async function erasuresIn(keyring: Pick<Keyring, 'tombstones'>): Promise<readonly ErasureNoted[]> {
  const prefix = customerStreamOf('');
  const graves = (await keyring.tombstones()).filter(({ owner }) => owner.startsWith(prefix));
  return graves.map(({ id, owner, at }) => ({
    id: RESTORED + id,
    customer: owner.slice(prefix.length),
    keyId: id,
    reason: 'request',
    at,
  }));
}

/**
 * Erases in a book that was put back to an earlier day who was erased since: their keys, where they are there, and says so in the log, whatever holds
 * them there.
 * @returns how many of whom it knows something were not erased in it
 */
export async function eraseAgain(
  log: EventLog,
  keyring: Pick<Keyring, 'destroy'>,
  erasures: readonly ErasureNoted[],
): Promise<number> {
  let count = 0;
  for (const erasure of erasures) {
    const owner = customerStreamOf(erasure.customer);
    const events = await log.readStream(owner);
    const last = events.at(-1);
    if (last !== undefined && erasureAmong(events) === undefined) {
      const event = { ...erasureRecorded(erasure, erasure.at), id: nextEventId() };
      const { outcome } = await log.append(owner, last.revision, [event]);
      if (outcome !== 'appended') throw new Error(`somebody else writes to the book: ${owner} has changed`);
      count++;
    }
    await keyring.destroy(owner, new Date(erasure.at));
  }
  return count;
}

/** Whether anything in a log is sealed. @param events all of it, page by page */
export async function hasSealed(events: AsyncIterable<readonly RecordedEvent[]>): Promise<boolean> {
  for await (const page of events) if (page.some(({ data }) => isSealed(data['personal']))) return true;
  return false;
}
