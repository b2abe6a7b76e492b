import { describe, expect, it } from '@jest/globals';
import type { CustomerKnown } from './known-at.js';
import { numbersOf, standingAt } from './features.js';
import { holdoutOf } from './holdout.js';
import { reasonsOf } from './reasons.js';
import { examplesAt, learned, riskOf, type Example } from './training.js';

const ORIGIN = 1_000;
const WITHIN = 90;

/** What happened to a customer on which days. */
interface Past {
  readonly days: readonly number[];
  /** In millionths. */
  readonly spent: readonly (readonly [day: number, millionths: bigint])[];
  readonly interactions: readonly (readonly [day: number, count: number])[];
  readonly lost: readonly number[];
  readonly tier: string;
}
type Made = CustomerKnown & { readonly past: Past };

/** A customer who bought on the days given, and contacted us on some. */
function known(id: string, days: readonly number[], more: Partial<Past> = {}): Made {
  const spent = days.map((day): [number, bigint] => [day, 10_000_000n]);
  const past = { days, spent, interactions: [], lost: [], tier: 'basic', ...more };
  const isIn = (day: number, from: number, to: number): boolean => from <= day && day <= to;
  return {
    ...{ id, past, tier: past.tier },
    daysUpTo: (to) => past.days.filter((day) => day <= to),
    spentIn: (from, to) => past.spent.reduce((sum, [day, one]) => (isIn(day, from, to) ? sum + one : sum), 0n),
    interactionsIn: (from, to) =>
      past.interactions.reduce((sum, [day, one]) => (isIn(day, from, to) ? sum + one : sum), 0),
    isLostIn: (from, to) => past.lost.some((day) => isIn(day, from, to)),
  };
}

/** 120 customers: who buys often stays, who was last seen long ago is mostly lost. */
const MANY = Array.from({ length: 120 }, (_, i) => {
  const since = 1 + (i % 80);
  const lost = since + (i % 7) * 5 > 60 ? [ORIGIN + 30] : [];
  return known(`c${String(i).padStart(3, '0')}`, [ORIGIN - 200 - (i % 13), ORIGIN - 100, ORIGIN - since], { lost });
});

/** With a thing of the future in every one who was lost: a feature that looked ahead would tell them apart wholly. */
const PLANTED = MANY.map((customer): Made => {
  const { id, past } = customer;
  if (past.lost.length === 0) return customer;
  const after = ORIGIN + 1;
  const more = { spent: [...past.spent, [after, 10_000_000_000n] as const], interactions: [[after, 50] as const] };
  return known(id, [...past.days, after], { ...past, ...more, days: [...past.days, after] });
});

const standings = (customers: readonly CustomerKnown[]) =>
  customers.map((customer) => standingAt(customer, ORIGIN, WITHIN));

describe('how a customer stood on a day', () => {
  it('is made of nothing that happened after it', () => {
    expect(PLANTED.map(({ past }) => past)).not.toEqual(MANY.map(({ past }) => past));
    expect(standings(PLANTED)).toEqual(standings(MANY));
    const [plain, planted] = [MANY, PLANTED].map((customers) =>
      learned(examplesAt(customers, { day: ORIGIN, within: WITHIN })),
    );
    expect(plain).not.toBe(undefined);
    expect(planted).toEqual(plain);
  });

  it('is what was usual, spent and said until then', () => {
    const days = [ORIGIN - 300, ORIGIN - 200, ORIGIN - 100, ORIGIN - 50];
    const customer = known('ada', days, {
      tier: 'gold',
      interactions: [
        [ORIGIN - 91, 3],
        [ORIGIN, 2],
      ],
    });
    expect(standingAt(customer, ORIGIN, WITHIN)).toEqual({
      ...{ daysSince: 50, purchases: 4, usualGap: 100, tenure: 300, tier: 'gold', interactions: 2 },
      ...{ spent: 10_000_000n, spentBefore: 10_000_000n },
    });
    expect(standingAt(known('new', [ORIGIN + 1]), ORIGIN, WITHIN)).toBe(undefined);
  });

  it('has finite numbers, also of one purchase today, of 10^12 and of refunds', () => {
    const odd = [
      known('once', [ORIGIN]),
      known('rich', [ORIGIN - 1, ORIGIN], { spent: [[ORIGIN, 10n ** 18n]] }),
      known('back', [ORIGIN - 90], { spent: [[ORIGIN - 10, -(10n ** 18n)]], interactions: [[ORIGIN, -1]] }),
    ];
    for (const standing of standings(odd)) {
      if (standing === undefined) throw new Error('all of them are active');
      expect(numbersOf(standing, ['basic', 'gold']).every(Number.isFinite)).toBe(true);
    }
  });
});

describe('the risk of being lost', () => {
  const examples = examplesAt(MANY, { day: ORIGIN, within: WITHIN });
  const model = learned(examples);

  it('is learned from who was lost', () => {
    if (model === undefined) throw new Error('there is enough to learn from');
    expect([model.examples, model.lost]).toEqual([120, examples.filter((one) => one.lost).length]);
    const risk = (since: number): number => {
      const standing = standingAt(known('x', [ORIGIN - 200, ORIGIN - 100, ORIGIN - since]), ORIGIN, WITHIN);
      return standing === undefined ? NaN : riskOf(model, standing);
    };
    expect(risk(75)).toBeGreaterThan(0.8);
    expect(risk(3)).toBeLessThan(0.2);
  });

  it('has three reasons in words, the weightiest first', () => {
    const last = examples.toSorted((a, b) => b.standing.daysSince - a.standing.daysSince)[0];
    if (model === undefined || last === undefined) throw new Error('there is enough to learn from');
    const reasons = reasonsOf(model, last.standing, WITHIN);
    expect(reasons).toHaveLength(3);
    expect(reasons.map(({ text }) => text)).toContain('raises the risk: bought last 80 days ago');
    const effects = reasons.map(({ effect }) => Math.abs(effect));
    expect(effects).toEqual(effects.toSorted((a, b) => b - a));
  });

  it('is nothing where fewer than ten were lost, or stayed', () => {
    const few = (lost: number, stayed: number): readonly Example[] => [
      ...examples.filter((one) => one.lost).slice(0, lost),
      ...examples.filter((one) => !one.lost).slice(0, stayed),
    ];
    expect([few(0, 0), few(9, 50), few(30, 9)].map((some) => learned(some))).toEqual([undefined, undefined, undefined]);
    expect(learned(few(10, 10))).not.toBe(undefined);
  });

  it('is graded beside the rule of who is overdue, by as many customers', () => {
    if (model === undefined) throw new Error('there is enough to learn from');
    const held = holdoutOf(model, { origin: ORIGIN, trainedOn: [ORIGIN - 90], examples });
    expect(held).toMatchObject({ customers: 120, origin: '1972-09-27', trainedOn: ['1972-06-29'] });
    expect(held.asMany.chosen).toBe(held.overdue.chosen);
    expect(held.auc).toBeGreaterThan(0.9);
    expect(held.calibration.reduce((sum, { customers }) => sum + customers, 0)).toBe(120);
    const byRule = examples.filter((one) => one.overdue);
    expect(held.overdue).toMatchObject({ chosen: byRule.length, lost: byRule.filter((one) => one.lost).length });
    expect(holdoutOf(model, { origin: ORIGIN, trainedOn: [], examples: [] })).toMatchObject({
      ...{ customers: 0, auc: null, brier: null, calibration: [] },
      asMany: { chosen: 0, precision: null, recall: null },
    });
  });
});
