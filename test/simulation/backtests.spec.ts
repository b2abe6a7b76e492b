import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import type { AlertRule } from '#subjects/alerts/alert-rule.js';
import { completeOn } from '#subjects/alerts/alert-window.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askedTogether } from '#subjects/firings/asked-together.js';
import { backtest, type Course } from '#subjects/firings/backtest.js';
import type { Fired } from '#subjects/firings/firing.events.js';
import { Sights, type Known } from '#subjects/firings/sights.js';
import { cases } from '#testing/night.js';
import { FIRST, JudgedDays, randomDays, REGIONS, type Sold } from './judged-days.js';

const RULE = { title: 't', where: {}, severity: 'info', channels: [], enabled: true } as const;
const REVENUE = { ...RULE, metric: 'revenue.net', by: 'region' } as const;
const UNITS = { ...RULE, metric: 'units', by: 'region' } as const;
const RUNS = { numRuns: cases({ day: 10, night: 25 }) };

/** Of flows, ratios, distinct counts and stocks: judged while their windows last, at their ends, and after some days. */
const RULES: Readonly<Record<string, AlertRule>> = {
  above: { ...REVENUE, window: 'day', condition: { above: '100' }, clear: '60' },
  cooled: { ...REVENUE, window: 'last-3-days', condition: { above: '150' }, cooldown: '3d' },
  month: { ...RULE, metric: 'orders', window: 'month', condition: { above: '5' } },
  held: { ...REVENUE, window: 'day', condition: { below: '50' }, for: '2d' },
  week: { ...REVENUE, window: 'week', condition: { below: '200' } },
  outside: { ...UNITS, window: 'last-7-days', condition: { outside: ['3', '9'] } },
  average: { ...RULE, metric: 'order_value.mean', window: 'last-3-days', condition: { above: '60' } },
  buyers: { ...RULE, metric: 'customers.contacted', window: 'last-2-days', condition: { below: '1' } },
  shrunk: { ...REVENUE, window: 'week', condition: { change: { against: 'previous-period', below: '-0.2' } } },
  silent: { ...RULE, metric: 'interactions', window: 'day', condition: { noData: true }, for: '2d' },
  stock: { ...RULE, metric: 'customers.total', window: 'day', condition: { above: '0' } },
};

/** Rules that wait for the end of their windows, each with what holds of a sum. */
const CLOSED: readonly (readonly [AlertRule, (units: number) => boolean])[] = [
  [{ ...UNITS, window: 'day', condition: { below: '2' } }, (units) => units < 2],
  [{ ...UNITS, window: 'week', condition: { below: '6' } }, (units) => units < 6],
  [{ ...UNITS, window: 'month', condition: { inside: ['2', '8'] } }, (units) => units >= 2 && units <= 8],
  [{ ...UNITS, window: 'last-3-days', condition: { outside: ['2', '5'] } }, (units) => units < 2 || units > 5],
];

/** What a back-test says of a book. */
async function tested({ book }: JudgedDays, rule: AlertRule, days: number, known: Known): Promise<Course> {
  const metric = CATALOGUE.metricNamed(rule.metric);
  const ground = book.ground((run) => run());
  const ask = askedTogether(async (questions) =>
    (await ground.rows(questions)).map((one) => (one instanceof Problem ? one : one.rows)),
  );
  const sights = new Sights(rule, metric, 1, ask);
  // What was over before a rule is defined is judged when it is.
  return backtest({ rule, metric, sights, from: FIRST - 1, to: FIRST + days - 1, known });
}

const inWords = ({ firings, resolutions }: Course): readonly string[] =>
  [
    ...firings.map(({ day, part }) => `${day} ${part} fires`),
    ...resolutions.map(({ day, part }) => `${day} ${part} is over`),
  ].toSorted();

/** What was recorded of a rule for days up to one. */
async function recorded({ book }: JudgedDays, id: string, last: number): Promise<readonly string[]> {
  const events = await book.log.readAll(0, 10_000);
  return events
    .flatMap(({ type, data }) => {
      const { alert, part, firedFor, resolvedFor } = data as Partial<Fired> & { readonly resolvedFor?: string };
      const day = firedFor ?? resolvedFor ?? '';
      if (alert !== id || day > formatDay(last)) return [];
      return [`${day} ${part ?? ''} ${type === 'AlertFired' ? 'fires' : 'is over'}`];
    })
    .toSorted();
}

describe('back-tests of random books', () => {
  it('as known then are what was recorded by who judged all the time', async () => {
    let fired = new Set<string>();
    await fc.assert(
      fc.asyncProperty(randomDays, async (days) => {
        const judged = await JudgedDays.of(RULES, days);
        for (const [id, rule] of Object.entries(RULES)) {
          const did = await recorded(judged, id, FIRST + days.length - 1);
          expect([id, ...inWords(await tested(judged, rule, days.length, 'then'))]).toEqual([id, ...did]);
          if (did.length > 0) fired = fired.add(id);
        }
      }),
      RUNS,
    );
    expect([...fired].toSorted()).toEqual(Object.keys(RULES).toSorted());
  });

  it('in hindsight are what going through all that was sold says', async () => {
    let fired = 0;
    await fc.assert(
      fc.asyncProperty(randomDays, async (days) => {
        const judged = await JudgedDays.of({}, days);
        for (const [rule, holds] of CLOSED) {
          const expected = gone(judged.sold, rule, holds, days.length);
          const about = [rule.window, rule.condition];
          expect([about, ...inWords(await tested(judged, rule, days.length, 'now'))]).toEqual([about, ...expected]);
          fired += expected.length;
        }
      }),
      RUNS,
    );
    expect(fired).toBeGreaterThan(0);
  });
});

/** What becomes of regions day by day, by nothing but what was sold of each in the last window that was over. */
function gone(
  sold: readonly Sold[],
  rule: AlertRule,
  holds: (units: number) => boolean,
  days: number,
): readonly string[] {
  const words: string[] = [];
  for (const region of REGIONS) {
    let isFiring = false;
    for (let day = FIRST - 1; day < FIRST + days; day++) {
      const { from, to } = completeOn(rule.window, day, 1);
      const mine = sold.filter((sale) => sale.region === region && sale.day <= to);
      // A part that nobody has seen by then is none.
      if (mine.length === 0) continue;
      const units = mine.filter((sale) => sale.day >= from).reduce((sum, sale) => sum + sale.units, 0);
      if (holds(units) !== isFiring) words.push(`${formatDay(day)} ${region} ${isFiring ? 'is over' : 'fires'}`);
      isFiring = holds(units);
    }
  }
  return words.toSorted();
}
