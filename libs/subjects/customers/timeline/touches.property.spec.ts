import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import type { BookEvent } from '#testing/book-event.js';
import { interacted, interactionVoided, recorded, registered, sale, sold } from '#testing/book-events.js';
import { cases } from '#testing/night.js';
import { CONTEXT, projected, UTC } from '#testing/projected.js';

const FIRST = UTC.dayOf('2024-01-01T00:00:00Z');
const DAYS = 150;
const MS_PER_DAY = 86_400_000;
const fact = fc.record({
  customer: fc.constantFrom('ada', 'bo'),
  day: fc.nat(DAYS).map((offset) => FIRST + offset),
  hour: fc.nat(3).map((quarter) => 6 * quarter),
  kind: fc.constantFrom('sale', 'mail', 'phone', '', 'voided'),
});
type Fact = typeof fact extends fc.Arbitrary<infer Value> ? Value : never;
const drawn = fc.record({
  facts: fc.array(fact, { minLength: 6, maxLength: 25 }),
  order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
});

const momentOf = ({ day, hour }: Fact): number => day * MS_PER_DAY + hour * 3_600_000;

function eventsOf(one: Fact, i: number): readonly BookEvent[] {
  const id = `f${String(i)}`;
  const at = (event: BookEvent): BookEvent => ({ ...event, occurredAt: new Date(momentOf(one)).toISOString() });
  if (one.kind === 'sale') return [at(sold(sale(id, one.customer, '1'), one.day))];
  const channel = one.kind === 'voided' ? 'mail' : one.kind;
  const content = { id, customerId: one.customer, kind: 'call', ...(channel !== '' && { channel }) } as const;
  const logged = at(interacted(content, one.day));
  return one.kind === 'voided' ? [logged, at(interactionVoided(content, one.day))] : [logged];
}

/** In the order of time; of one moment by channel. */
function touchesBefore(facts: readonly Fact[], { customer, ...one }: Fact): readonly string[] {
  return facts
    .filter(({ kind, ...other }) => other.customer === customer && kind !== 'sale' && kind !== 'voided')
    .filter((other) => momentOf(other) <= momentOf({ customer, ...one }) && one.day - other.day <= 90)
    .sort((a, b) => momentOf(a) - momentOf(b) || (a.kind < b.kind ? -1 : 1))
    .map(({ kind }) => kind);
}

it('are found for every sale, and counted before the first, in whatever order they are told', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async ({ facts, order }) => {
      const told = facts
        .map(eventsOf)
        .flatMap((events, i) => events.map((event, n) => ({ event, rank: order[2 * i] ?? 0, n })));
      const shuffled = told.toSorted((a, b) => a.rank - b.rank || a.n - b.n).map(({ event }) => event);
      const all = [registered('ada', FIRST), registered('bo', FIRST), ...shuffled];
      const views = await projected(recorded(all.map((event) => ({ event, on: FIRST + 2 * DAYS }))));
      const ask = (question: object) => answer(parseQuestion(question, CATALOGUE), views, CONTEXT);
      const sales = facts.filter(({ kind }) => kind === 'sale');
      const sums = new Map<string, number>();
      for (const one of sales) {
        const channels = touchesBefore(facts, one);
        const key = JSON.stringify([channels[0] ?? '', channels.at(-1) ?? '']);
        sums.set(key, (sums.get(key) ?? 0) + 1);
      }
      const { rows } = await ask({ metrics: ['orders'], by: ['first_touch', 'last_touch'] });
      const found = rows.map(
        (row) => [JSON.stringify([row['first_touch'], row['last_touch']]), row['orders']] as const,
      );
      expect(new Map(found as [string, number][])).toEqual(sums);

      const counts = ['ada', 'bo'].flatMap((customer) => {
        const first = Math.min(...sales.filter((one) => one.customer === customer).map(({ day }) => day));
        const isTouch = ({ kind, ...one }: Fact): boolean =>
          one.customer === customer && kind !== 'sale' && kind !== 'voided' && one.day < first;
        return first === Infinity ? [] : [facts.filter(isTouch).length];
      });
      const mean = counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const { totals } = await ask({
        metrics: ['touches.before_first_purchase.mean', 'touches.before_first_purchase.median'],
      });
      // The median of two is their mean.
      expect(Object.values(totals)).toEqual([mean, mean]);
    }),
    { numRuns: cases({ day: 40, night: 300 }) },
  );
});
