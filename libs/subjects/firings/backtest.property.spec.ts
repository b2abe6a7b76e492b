import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { periodOf } from '#kernel/time/periods.js';
import { isAtOnce, type AlertRule } from '../alerts/alert-rule.js';
import { backtest, differing, type Course, type Happening } from './backtest.js';
import type { PartPast } from './judge.js';
import { heldFor, judgeParts } from './judging.js';
import { Sights, type Ask, type Watched } from './sights.js';

/** A fact: on which day it was, on which it was recorded, where, and how much. */
interface Fact {
  readonly day: number;
  readonly recorded: number;
  readonly region: string;
  readonly amount: number;
}

const FIRST = parseDay('2024-02-20') ?? 0;
const DAYS = 45;
const METRIC: Watched = { name: 'm', kind: 'flow', type: 'integer', additive: true, dimensions: ['region'] };

const RULE = {
  title: 't',
  metric: 'm',
  where: {},
  by: 'region',
  severity: 'info',
  channels: [],
  enabled: true,
} as const;
const RULES: readonly AlertRule[] = [
  { ...RULE, window: 'day', condition: { above: '5' } },
  { ...RULE, window: 'day', condition: { above: '5' }, for: '2d' },
  { ...RULE, window: 'month', condition: { above: '30' }, clear: '20', cooldown: '3d' },
  { ...RULE, window: 'last-3-days', condition: { above: '9' }, clear: '7' },
  { ...RULE, window: 'day', condition: { below: '2' }, for: '3d', cooldown: '5d' },
  { ...RULE, window: 'week', condition: { below: '12' } },
  { ...RULE, window: 'last-7-days', condition: { inside: ['10', '20'] } },
  { ...RULE, window: 'last-7-days', condition: { change: { against: 'previous-period', above: '0.5' } } },
  { ...RULE, window: 'week', condition: { change: { against: 'previous-period', below: '-0.5' } } },
  { ...RULE, window: 'day', condition: { noData: true }, for: '2d' },
];

const factsUpTo = (days: number) =>
  fc.array(
    fc.record({
      day: fc.nat(DAYS - 1),
      late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(days) }),
      region: fc.constantFrom('n', 's'),
      amount: fc.integer({ min: 1, max: 6 }),
    }),
    { maxLength: 60 },
  );
const facts = factsUpTo(10);
/** None comes into the window before, by which a change can be over in the course of a day: what no end of a day shows. */
const factsOfTheWindow = factsUpTo(6);

const factsOf = (drawn: readonly { day: number; late: number; region: string; amount: number }[]): readonly Fact[] =>
  drawn
    .map(({ day, late, ...rest }) => ({ ...rest, day: FIRST + day, recorded: FIRST + day + late }))
    .toSorted((a, b) => a.recorded - b.recorded);

/** Answers like the figures, by going through what is recorded. */
const asking =
  (recorded: () => readonly Fact[]): Ask =>
  async ({ from = '0001-01-01', to = '9999-12-31', asOf, knownAt = '9999-12-31' }) => {
    const [first, last, known] = [from, to, knownAt].map((day) => parseDay(String(day)) ?? 0);
    const end = Math.min(last ?? 0, parseDay(String(asOf)) ?? 0);
    const sums = new Map<string, number>();
    for (const { day, recorded: on, region, amount } of recorded())
      if (day >= (first ?? 0) && day <= end && on <= (known ?? 0)) sums.set(region, (sums.get(region) ?? 0) + amount);
    return [...sums].map(([region, m]) => ({ region, m }));
  };

/** A judge that is there all the time: after each fact, and at every turn of the day. */
async function live(rule: AlertRule, all: readonly Fact[]): Promise<Course> {
  const recorded: Fact[] = [];
  const sights = new Sights(
    rule,
    METRIC,
    1,
    asking(() => recorded),
  );
  const parts = new Map<string, PartPast>();
  const [firings, resolutions]: [Happening[], Happening[]] = [[], []];
  const take = async (day: number, seen: Awaited<ReturnType<Sights['now']>>): Promise<void> => {
    const look = { day, seen, position: 0, heldFor: (part: string) => heldFor(rule, sights, day, part) };
    for (const { part, became, value } of await judgeParts({ rule, parts }, look))
      (became === 'fires' ? firings : resolutions).push({ day: formatDay(day), part, value });
  };
  const atOnce = isAtOnce(rule, METRIC);
  for (let day = FIRST; day < FIRST + DAYS; day++) {
    if (atOnce) await take(day, await sights.opening(day));
    for (const fact of all.filter((one) => one.recorded === day)) {
      recorded.push(fact);
      if (atOnce) await take(day, await sights.now(day));
    }
    await take(day, await (atOnce ? sights.ending(day) : sights.closing(day)));
  }
  return { firings, resolutions };
}

const whenAndWhere = ({ firings, resolutions }: Course): object => ({
  firings: firings.map(({ day, part }) => `${day} ${part}`).toSorted(),
  resolutions: resolutions.map(({ day, part }) => `${day} ${part}`).toSorted(),
});

describe('a back-test', () => {
  const span = { from: FIRST, to: FIRST + DAYS - 1 };

  it.each(RULES.map((rule) => [JSON.stringify([rule.window, rule.condition, rule.for ?? '']), rule] as const))(
    'as known then is what was done live: %s',
    async (_name, rule) => {
      const isCompared = 'change' in rule.condition && isAtOnce(rule, METRIC);
      await fc.assert(
        fc.asyncProperty(isCompared ? factsOfTheWindow : facts, async (drawn) => {
          const all = factsOf(drawn);
          const sights = new Sights(
            rule,
            METRIC,
            1,
            asking(() => all),
          );
          const tested = await backtest({ rule, metric: METRIC, sights, ...span, known: 'then' });
          expect(whenAndWhere(tested)).toEqual(whenAndWhere(await live(rule, all)));
        }),
        { numRuns: 40 },
      );
    },
  );

  it('in hindsight is what going through all facts says', async () => {
    const rule: AlertRule = { ...RULE, window: 'month', condition: { below: '20' } };
    await fc.assert(
      fc.asyncProperty(facts, async (drawn) => {
        const all = factsOf(drawn);
        const sights = new Sights(
          rule,
          METRIC,
          1,
          asking(() => all),
        );
        const { firings } = await backtest({ rule, metric: METRIC, sights, ...span, known: 'now' });
        const expected: string[] = [];
        for (const region of ['n', 's']) {
          let isLow = false;
          for (let day = FIRST; day < FIRST + DAYS; day++) {
            const month = periodOf(day, 'month', 1);
            const { from, to } = month.to === day ? month : periodOf(month.from - 1, 'month', 1);
            const mine = all.filter((fact) => fact.region === region && fact.day <= to);
            // A part that nobody has seen by then is none.
            if (mine.length === 0) continue;
            const sum = mine.filter((fact) => fact.day >= from).reduce((total, { amount }) => total + amount, 0);
            if (sum < 20 && !isLow) expected.push(`${formatDay(day)} ${region}`);
            isLow = sum < 20;
          }
        }
        expect(firings.map(({ day, part }) => `${day} ${part}`).toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('tells the days on which it would have been otherwise', () => {
    const course = (...days: string[]): Course => ({
      firings: days.map((day) => ({ day, part: '', value: '1' })),
      resolutions: [],
    });
    expect(differing([course('2024-01-01', '2024-01-02'), course('2024-01-02'), course('2024-01-02')])).toEqual([
      '2024-01-01',
    ]);
  });
});
