import type { ReadOn } from '../../read.js';
import type { KnownCustomer } from '../known-customer.js';
import type { Found } from '../occasions.js';
import { positionBefore } from '#figures/journal/since.js';
import { customersKnown } from './customers-known.js';
import { LOOK_BACK, turnsOf, type Look } from './turns.js';

/** What became known of a customer on some evenings. */
export interface OfCustomer {
  readonly customer: KnownCustomer;
  readonly found: Iterable<Found>;
}

/** What evenings show of every customer after one, in the order of ids. @param looks ascending, at least one */
export async function* eveningsShow(
  looks: readonly Look[],
  after: string | undefined,
  on: ReadOn,
): AsyncIterable<OfCustomer> {
  const [first] = looks;
  if (first === undefined) return;
  const position = await positionBefore(Date.parse(first.start), on.views);
  const ofJournal = looks.some(({ trigger }) => trigger.ofJournal);
  for await (const customer of customersKnown({ after, position, ofJournal }, on))
    yield { customer, found: foundOf(customer, looks, on) };
}

function* foundOf(customer: KnownCustomer, looks: readonly Look[], on: ReadOn): Iterable<Found> {
  for (const { name, look, since, causedBy } of turnsOf(customer, looks)) {
    const { day, end, at } = look;
    const occurredAt = look.trigger.alone ? at : on.calendar.startOf(since + 1);
    yield {
      id: name,
      at,
      occurredAt,
      isLate: since <= day - LOOK_BACK,
      customer,
      then: { day, known: day },
      see: (others) => customer.before(end).seen(day, others),
      ...(causedBy !== undefined && { causedBy }),
    };
  }
}
