import type { ReadOn } from '../../read.js';
import { everybodyThen } from '../../segments/kept/kept-everybody.js';
import { recordsOn } from '../../segments/others.js';
import type { KnownCustomer } from '../known-customer.js';
import type { Found } from '../occasions.js';
import { rulesOf } from '../segment-rules.js';
import { thenAt } from '../times.js';
import type { VersionThen } from '../versions.js';
import { customersKnown } from './customers-known.js';
import { membersOf } from './membership.js';

/** Who is in a segment when a campaign is said, of every customer after one, in the order of ids. */
export async function* audienceOf(
  { position, recordedAt: at }: Pick<VersionThen, 'position' | 'recordedAt'>,
  segment: string,
  after: string | undefined,
  on: ReadOn,
): AsyncIterable<{ readonly customer: KnownCustomer; readonly found: readonly Found[] }> {
  const rule = (await rulesOf(segment, on))({ position });
  if (rule === undefined) return;
  const then = thenAt(at, on.calendar);
  const { day } = then;
  const members = membersOf('', rule);
  const others = {
    ...(await everybodyThen([rule], then, on)),
    // Of those of whom nothing is recorded since; of others what is told goes by what counts.
    ...(await recordsOn([rule], [day], { views: on.views, context: on })),
  };
  for await (const customer of customersKnown({ after, position }, on)) {
    const known = customer.by((one) => Number(one.position) < position);
    const isIn = members.read(known.seen(day, others)).length > 0;
    const see: Found['see'] = (beside) => known.seen(day, beside);
    yield { customer, found: isIn ? [{ id: `now:${segment}@${at}`, at, occurredAt: at, customer, then, see }] : [] };
  }
}
