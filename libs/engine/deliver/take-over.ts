import { isOpen } from '#kernel/delivery.js';
import type { Outbox, OutboxCopy } from '#kernel/ports/outbox.js';
import { Refused } from '#kernel/refused.js';
import { TIMES } from '../schedule/schedule.js';

/** What came over from a copy. */
export interface TakenOver {
  readonly deliveries: number;
  /** Of these have not left the house. */
  readonly open: number;
}

/**
 * Puts all of a copy into an outbox. What that knows already stays as it is there, so doing it again, also after it broke off, changes
 * nothing more; reactions that were beyond the end of the log go on there.
 * @param end the last position of the log that goes with it @throws Refused where the outbox keeps another key
 */
export async function takeOver(copy: OutboxCopy, outbox: Outbox, end: number): Promise<TakenOver> {
  for (const { name, text } of copy.kept()) if ((await outbox.keep(name, text)) !== text) throw sealedOtherwise(name);
  let [deliveries, open] = [0, 0];
  for (const page of copy.deliveries()) {
    await outbox.takeOver(page);
    deliveries += page.length;
    open += page.filter(isOpen).length;
  }
  // Last: whoever finds a reaction that far finds what it had enqueued too.
  for (const { reaction, position } of copy.checkpoints()) {
    const to = reaction.startsWith(TIMES) ? position : Math.min(position, end);
    if ((await outbox.checkpoint(reaction)) === undefined) await outbox.moveOn(reaction, undefined, to);
  }
  return { deliveries, open };
}

function sealedOtherwise(name: string): Refused {
  return new Refused(
    `an outbox of this book is there already and keeps another ${name}, so that it cannot open the secrets of this one: take another database, or leave the outbox out`,
    true,
  );
}
