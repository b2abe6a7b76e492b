import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { recorded } from '#testing/book-events.js';
import { CONTEXT, projected, STRICT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { customersByHand, type Values } from '#testing/segments-by-hand.js';
import { STAGES, type Stage } from '../customers/timeline/standing.js';
import { conversion } from './conversion.js';

/** Where every customer came in, day by day: into what, and its region then. */
type Arrivals = ReadonlyMap<
  string,
  readonly { readonly day: number; readonly stage: Stage; readonly region: string }[]
>;

/** From what customers are at the ends of days, each worked out from the events themselves. */
function arrivalsByHand(events: readonly RecordedEvent[], asOf: number, knownAt: number): Arrivals {
  const found = new Map<string, { day: number; stage: Stage; region: string }[]>();
  let before: ReadonlyMap<string, Values> = new Map();
  for (let day = FIRST_DAY - 1; day <= asOf; day++) {
    const now = customersByHand(events, { day, knownAt }, STRICT);
    for (const [id, values] of now) {
      const own = found.get(id) ?? [];
      found.set(id, own);
      const [stage, region] = [values['stage'] as Stage, String(values['region'] ?? '')];
      const isGoneAtOnce = Number(values['first_purchase_days']) === 0 && stage === 'closed';
      if (isGoneAtOnce) own.push({ day, stage: 'new', region });
      if (stage !== before.get(id)?.['stage'] || isGoneAtOnce) own.push({ day, stage, region });
    }
    before = now;
  }
  return found;
}

function byHand(arrivals: Arrivals, from: Stage, to: Stage, within: number) {
  const rows = new Map<string, number[]>();
  for (const own of arrivals.values()) {
    const at = own.findIndex(({ stage }) => stage === from);
    const entered = own[at];
    if (entered === undefined) continue;
    const then = own.slice(at + 1).find(({ stage }) => stage === to);
    const key = `${formatDay(entered.day).slice(0, 7)} ${entered.region}`;
    const apart = then === undefined ? Infinity : then.day - entered.day;
    rows.set(key, [...(rows.get(key) ?? []), apart <= within ? apart : Infinity]);
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, days]) => {
      const took = days.filter((apart) => apart < Infinity).sort((a, b) => a - b);
      const half = (took.length - 1) / 2;
      const median = took.length === 0 ? null : ((took[Math.floor(half)] ?? 0) + (took[Math.ceil(half)] ?? 0)) / 2;
      return [key, days.length, took.length, took.length / days.length, median];
    });
}

const LAST = FIRST_DAY + 400;
const day = fc.integer({ min: FIRST_DAY, max: LAST });
const pair = fc
  .tuple(
    fc.constantFrom(...STAGES),
    fc.constantFrom(...STAGES),
    fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: DAYS })),
  )
  .filter(([from, to]) => from !== to);
const drawn = fc.record({
  book: randomBookOf(3, 40, 60),
  pairs: fc.array(pair, { minLength: 24, maxLength: 24 }),
  asOf: fc.oneof(day, fc.constant(LAST), fc.constant(LAST)),
  knownAt: fc.oneof(day, fc.constant(LAST + DAYS), fc.constant(LAST + DAYS)),
});

it('is what the stages of every day say, as of any day, as known at any other', async () => {
  let converted = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, pairs, asOf, knownAt }) => {
      const events = recorded(book);
      const views = await projected(events, STRICT);
      const arrivals = arrivalsByHand(events, asOf, knownAt);
      const on = { views, catalogue: CATALOGUE, step: () => undefined };
      for (const [from_stage, to_stage, within] of pairs) {
        const cut = { asOf, knownAt, today: CONTEXT.today };
        const { rows, total } = await conversion(
          { from_stage, to_stage, within, by: ['cohort', 'region'], ...cut },
          on,
        );
        const found = rows.map(({ parts, entered, converted: came, share, medianDays }) => [
          `${String(parts['cohort'])} ${String(parts['region'])}`,
          ...[entered, came, share, medianDays],
        ]);
        expect([from_stage, to_stage, within, found]).toEqual([
          ...[from_stage, to_stage, within],
          byHand(arrivals, from_stage, to_stage, within),
        ]);
        expect(total.converted).toBe(rows.reduce((sum, row) => sum + (row.converted ?? 0), 0));
        converted += total.converted ?? 0;
      }
    }),
    { numRuns: 15 },
  );
  expect(converted).toBeGreaterThan(20);
});
