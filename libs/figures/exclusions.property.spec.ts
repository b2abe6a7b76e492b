import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordedEvent } from '#kernel/event.js';
import type { Views } from '#kernel/ports/views.js';
import { formatDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { timelineEffect, VIEW_SCHEMA } from '#subjects/tables.js';
import { recorded } from '#testing/book-events.js';
import { cases } from '#testing/night.js';
import { CONTEXT, projected, STRICT, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { randomExclusions, withExclusions, type Exclusion } from '#testing/random-exclusions.js';
import { answer } from './answer.js';
import { countedViews } from './counted-views.js';
import { isAboutTargets } from './formulas/index.js';
import { parseQuestion } from './question.js';
import { gathered } from './together/gathered.js';

const CUSTOMERS = 4;
const day = fc.noBias(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }));
const drawn = fc.record({
  book: randomBookOf(CUSTOMERS, 15, 50),
  turns: randomExclusions(CUSTOMERS),
  knownAt: fc.option(day, { nil: undefined }),
  on: day,
  until: day,
  part: fc.constantFrom('region', 'salesperson', 'segment', 'stage', 'tier'),
});
type Row = Readonly<Record<string, string | number | null>>;

/** What depends on more days than those of its window: on the evening before it, or on days long before. */
const LOOKS_BACK = /opening|transferred|changed|rate|retention|stickiness|attainment|^win_|opened_/;
const METRICS = CATALOGUE.counted.filter((metric) => !isAboutTargets(metric) && !LOOKS_BACK.test(metric.name));
const BALANCES = [
  ['customers.opening', 'customers.new', 'customers.reactivated', 'customers.transferred', 'customers.lost'],
  ['mrr.opening', 'mrr.new', 'mrr.expansion', 'mrr.reactivated', 'mrr.transferred', 'mrr.contraction', 'mrr.churned'],
  ['pipeline.opening', 'pipeline.created', 'pipeline.changed', 'pipeline.won', 'pipeline.lost'],
] as const;
const TAKEN = ['customers.lost', 'mrr.contraction', 'mrr.churned', 'pipeline.won', 'pipeline.lost'];
const SALES = VIEW_SCHEMA.series.find(({ name }) => name === 'sales');
const CONVERTED = SALES?.dimensions.indexOf('converted') ?? -1;
const GROSS = Object.keys(SALES?.measures ?? {}).indexOf('gross');

/** By hand: what was last said of a day up to it, by instant, then id, of what was known. */
function isExcluded(turns: readonly Exclusion[], customer: string, on: number, knownAt = Infinity): boolean {
  const own = turns
    .map((one, i) => ({ ...one, i }))
    .filter((one) => `c${String(one.customer)}` === customer && one.day <= on && one.day + one.late <= knownAt)
    .sort((a, b) => a.day - b.day || a.i - b.i);
  return own.at(-1)?.excluded === true;
}

/** @param seen what questions are asked of, made of what leaves out whom it is to */
async function asking(
  events: readonly RecordedEvent[],
  knownAt: number | undefined,
  seen = (views: Views): Views => views,
) {
  const views = seen(countedViews(await projected(events, STRICT)));
  return async (question: object) => {
    const known = knownAt !== undefined && { knownAt: formatDay(knownAt) };
    return answer(parseQuestion({ ...known, ...question }, CATALOGUE), views, CONTEXT);
  };
}

it('leave customers out as if they had never been there, day by day, on both clocks, and still balance', async () => {
  const seen = { left: 0, some: 0 };
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, turns, knownAt, on, until, part }) => {
      const events = recorded(withExclusions(book, turns));
      const ask = await asking(events, knownAt);
      const out = (customer: string, at: number): boolean => isExcluded(turns, customer, at, knownAt);
      const isThere = ({ key }: RecordedEvent): boolean => !out(key, on);
      const askWithout = await asking(events.filter(isThere), knownAt);
      const askAll = await asking(recorded(book), knownAt);
      const today = { from: formatDay(on), to: formatDay(on), asOf: formatDay(on) };
      for (let from = 0; from < METRICS.length; from += 50) {
        const own = METRICS.slice(from, from + 50).filter(({ onlyBy }) => onlyBy === undefined);
        const metrics = own.map(({ name }) => name);
        const { rows, totals } = await ask({ metrics, ...today });
        const without = await askWithout({ metrics, ...today });
        expect([rows, totals]).toEqual([without.rows, without.totals]);
        const all = await askAll({ metrics, ...today });
        const shown = await ask({ metrics, ...today, includeExcluded: true });
        expect([shown.rows, shown.meta.excluded]).toEqual([all.rows, undefined]);
        if (JSON.stringify(all.totals) !== JSON.stringify(totals)) seen.left++;
        const byPart = own.filter(({ dimensions }) => dimensions.includes(part)).map(({ name }) => name);
        if (byPart.length === 0) continue;
        const parts = { metrics: byPart, by: [part], ...today };
        expect((await ask(parts)).rows).toEqual((await askWithout(parts)).rows);
      }
      // What is asked side by side is answered in few looks.
      const quarters = {
        metrics: METRICS.filter(({ onlyBy }) => onlyBy === undefined)
          .slice(0, 50)
          .map(({ name }) => name),
        grain: 'quarter',
      };
      const askTogether = await asking(events, knownAt, gathered);
      expect((await askTogether(quarters)).rows).toEqual((await ask(quarters)).rows);
      const { meta } = await ask({ metrics: ['orders'], ...today });
      const count = Array.from({ length: CUSTOMERS }, (_, i) => `c${String(i)}`).filter((id) => out(id, on)).length;
      expect(meta.excluded).toBe(count === 0 ? undefined : count);
      if (count > 0) seen.some++;

      for (const balance of BALANCES) {
        const [opening] = balance;
        const closing = opening.replace('opening', 'closing');
        const known = CATALOGUE.metricNamed(closing).dimensions.includes(part) ? [part] : [];
        const { rows } = await ask({ metrics: [...balance, closing], by: known, grain: 'quarter' });
        for (const row of rows) {
          const sum = balance.reduce((total, name) => total + (TAKEN.includes(name) ? -1 : 1) * Number(row[name]), 0);
          expect([row, sum]).toEqual([row, expect.closeTo(Number(row[closing]), 4)]);
        }
      }
      const [from, to] = [Math.min(on, until), Math.max(on, until)];
      const span = { from: formatDay(from), to: formatDay(to) };
      const { totals } = await ask({ metrics: ['revenue.gross', 'customers.buyers'], ...span });
      expect(totals).toEqual(byHand(events, { from, to, knownAt, out }));
    }),
    { numRuns: cases({ day: 25, night: 150 }) },
  );
  expect([seen.left > 5, seen.some > 5]).toEqual([true, true]);
});

interface ByHand {
  readonly from: number;
  readonly to: number;
  readonly knownAt: number | undefined;
  readonly out: (customer: string, day: number) => boolean;
}

/** Every line of a sale on a day on which its customer counts, and who has one. */
function byHand(events: readonly RecordedEvent[], { from, to, knownAt = Infinity, out }: ByHand): Row {
  let gross = 0n;
  const lines = new Map<string, bigint>();
  for (const event of events) {
    if (UTC.dayOf(event.recordedAt) > knownAt) continue;
    const { customer = '', entries = [] } = timelineEffect(event, UTC) ?? {};
    for (const { series, day: at, own, measures } of entries) {
      if (series !== 'sales' || at < from || at > to || out(customer, at)) continue;
      if (own[CONVERTED] === '1') gross += measures[GROSS] ?? 0n;
      if (customer !== '') lines.set(customer, (lines.get(customer) ?? 0n) + (measures[1] ?? 0n));
    }
  }
  const buyers = [...lines.values()].filter((count) => count > 0n).length;
  return { 'revenue.gross': formatDecimal(gross), 'customers.buyers': buyers };
}
