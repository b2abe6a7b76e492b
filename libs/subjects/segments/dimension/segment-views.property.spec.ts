import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { formatDay } from '#kernel/time/calendar.js';
import { parseDecimal } from '#kernel/decimal.js';
import { periods } from '#kernel/time/periods.js';
import { recorded } from '#testing/book-events.js';
import { said } from '#testing/live-automation.js';
import { CONTEXT, projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { alsoMerged } from '#testing/random-merges.js';
import { CATALOGUE } from '../../catalogue.js';
import { standingAt } from '../../customers/timeline/scan.js';
import { timelineEffect, VIEW_SCHEMA } from '../../tables.js';
import { Membership } from '../membership.js';
import { SegmentRule } from '../segment-rule.js';
import { BY_SEGMENTS, segmentViews } from './segment-views.js';

const IN = 'in:some';
const CATALOGUE_BY = CATALOGUE.alsoBy([IN], BY_SEGMENTS);
const BY = [...CATALOGUE_BY.metrics.values()].filter(({ dimensions }) => dimensions.includes(IN));
const ADDITIVE = BY.filter(({ additive }) => additive);
const BALANCE = ['opening', 'new', 'reactivated', 'lost', 'transferred', 'closing'].map((name) => `customers.${name}`);

type Row = Readonly<Record<string, string | number | null>>;

/** Rules whose members come and go by facts, by time alone, and by what others do. */
const rule = fc.constantFrom(
  'stage in ["active", "new"] && tier != "high"',
  'last_purchase_days < 40',
  'orders >= 2 || region == "north"',
  'registered_days > 100 && !(orders_365 > 2)',
  'r >= 3',
  '"cup" in products',
);
const day = fc.noBias(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }));

it('tells facts apart by who was in a segment on their day, on both clocks: every part, and parts sum to the whole', async () => {
  const drawn = fc.record({
    book: alsoMerged(randomBookOf(4, 20, 60), 4),
    text: rule,
    ends: fc.tuple(day, day),
    knownAt: fc.option(day, { nil: undefined }),
    other: fc.constantFrom('region', 'tier'),
  });
  let members = 0;
  let turns = 0;
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, text, ends, knownAt, other }) => {
      // It is said when all else is over: before that it was what it is said first.
      const segment = said('Segment', 'some', { title: 'Some', rule: text }, FIRST_DAY + 4 * DAYS);
      const events = recorded([...book, segment]).map((event, i) =>
        i === book.length ? { ...event, stream: segment.stream } : event,
      );
      const views = await projected(events, STRICT);
      const context = { calendar: UTC, policies: STRICT, effectOf: timelineEffect };
      const [from, to] = ends.toSorted((a, b) => a - b) as [number, number];
      const bySegments = segmentViews(views, context, () => undefined);
      const ask = async (question: object, on = bySegments): Promise<readonly Row[]> => {
        const days = { from: formatDay(from), to: formatDay(to), asOf: formatDay(to), grain: 'quarter' };
        const known = knownAt !== undefined && { knownAt: formatDay(knownAt) };
        const asked = parseQuestion({ ...days, ...known, ...question }, CATALOGUE_BY);
        return (await answer(asked, on, { ...CONTEXT, catalogue: CATALOGUE_BY })).rows;
      };
      // Parts sum to the whole, also beside another dimension.
      const metrics = ADDITIVE.map(({ name }) => name);
      const goBy = ADDITIVE.filter(({ dimensions }) => dimensions.includes(other)).map(({ name }) => name);
      const parts = await ask({ metrics, by: [IN] });
      expect(summed(parts, [])).toEqual(summed(await ask({ metrics }, views), []));
      const beside = await ask({ metrics: goBy, by: [other, IN] });
      expect(summed(beside, [other])).toEqual(summed(await ask({ metrics: goBy, by: [other] }, views), [other]));
      const ofYes = parts.filter(({ [IN]: value }) => value === 'yes');
      expect(summed(await ask({ metrics, where: { [IN]: ['yes'] } }), [])).toEqual(summed(ofYes, []));
      for (const row of await ask({ metrics: BALANCE, by: [IN] })) {
        const [opening = 0, came = 0, back = 0, lost = 0, moved = 0, closing] = BALANCE.map((name) =>
          Number(row[name]),
        );
        expect(opening + came + back - lost + moved).toBe(closing);
      }
      // Days that roll are what they are by themselves.
      const rolling = await ask({ metrics, by: [IN], grain: 'rolling-40-days', from: formatDay(to - 1) });
      for (const last of [to - 1, to]) {
        const [first, name] = [formatDay(last - 39), formatDay(last)];
        const alone = await ask({ metrics, by: [IN], grain: undefined, from: first, to: name });
        const own = rolling.filter((row) => row['rolling-40-days'] === name);
        expect(summed(own, [IN])).toEqual(summed(alone, [IN]));
      }
      // Every part by hand.
      const facts = { views, context, ...(knownAt !== undefined && { knownAt: { day: knownAt } }) };
      const every = Array.from({ length: DAYS + 2 }, (_, i) => FIRST_DAY - 1 + i);
      const isIn = new Map<string, readonly boolean[]>();
      const standing = new Map<string, readonly boolean[]>();
      for await (const one of (await Membership.of(new SegmentRule(text), every, facts)).ofAll()) {
        isIn.set(one.history.id, one.isIn);
        const stages = every.map((on) => standingAt(one.history, on, STRICT)?.stage ?? 'closed');
        standing.set(
          one.history.id,
          stages.map((stage) => stage !== 'closed'),
        );
      }
      const wasIn = (id: string, on: number): boolean => isIn.get(id)?.[on - FIRST_DAY + 1] === true;
      const dimension = (name: string): number =>
        VIEW_SCHEMA.series.find((one) => one.name === 'sales')?.dimensions.indexOf(name) ?? -1;
      const measures = Object.keys(VIEW_SCHEMA.series.find((one) => one.name === 'sales')?.measures ?? {});
      const sales: { on: number; customer: string; purchase: string; orders: bigint; lines: bigint }[] = [];
      for await (const row of views.dump('sales')) {
        const of = (name: string): bigint => row.measures[measures.indexOf(name)] ?? 0n;
        if (row.recorded > (knownAt ?? Infinity) || !wasIn(row.customer, row.valid)) continue;
        const purchase = row.dimensions[dimension('purchase')] ?? '';
        sales.push({ on: row.valid, customer: row.customer, purchase, orders: of('orders'), lines: of('lines') });
      }
      const byHand = periods(from, to, 'quarter', 1).map((quarter) => {
        const [first, last] = [Math.max(quarter.from, from), Math.min(quarter.to, to)];
        const there = [...isIn.keys()].filter((id) => standing.get(id)?.[last - FIRST_DAY + 1] === true);
        const own = sales.filter(({ on }) => on >= first && on <= last);
        const lines = Map.groupBy(
          own.filter(({ purchase }) => purchase !== ''),
          ({ customer }) => customer,
        );
        const bought = [...lines.values()].filter((all) => all.reduce((sum, one) => sum + one.lines, 0n) > 0n);
        return {
          quarter: quarter.name,
          'customers.total': there.filter((id) => wasIn(id, last)).length,
          orders: Number(own.reduce((sum, one) => sum + one.orders, 0n)),
          'customers.buyers': bought.length,
        };
      });
      const asked = { metrics: ['customers.total', 'orders', 'customers.buyers'], where: { [IN]: ['yes'] } };
      expect(await ask(asked)).toEqual(byHand);
      members += byHand.reduce((sum, row) => sum + row['customers.total'], 0);
      turns += [...isIn.values()].flatMap((own) => own.filter((is, i) => i > 0 && is !== own[i - 1])).length;
    }),
    { numRuns: 30 },
  );
  expect([members > 15, turns > 15]).toEqual([true, true]);
});

/** What rows come to by quarter and by what is named, in millionths; nothing is left out. */
function summed(rows: readonly Row[], by: readonly string[]): Readonly<Record<string, string>> {
  const sums = new Map<string, bigint>();
  for (const row of rows)
    for (const { name } of ADDITIVE) {
      const value = row[name];
      if (value === undefined || value === null) continue;
      const key = JSON.stringify([name, row['quarter'], ...by.map((one) => row[one])]);
      sums.set(key, (sums.get(key) ?? 0n) + parseDecimal(value));
    }
  return Object.fromEntries([...sums].flatMap(([key, sum]) => (sum === 0n ? [] : [[key, String(sum)]])));
}
