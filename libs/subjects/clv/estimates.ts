import { fitBgNbd, probabilityAlive, purchasesWhileAlive, type BgNbd, type Repeats } from '#mining/bg-nbd.js';
import { expectedSpend, fitGammaGamma, type GammaGamma, type Spent } from '#mining/gamma-gamma.js';
import type { Step } from '#kernel/step.js';
import type { Bought } from './bought.js';
import type { CLV_UNITS, ClvCustomer } from './clv.answers.js';

export type ClvUnit = (typeof CLV_UNITS)[number];

const DAYS_IN: Readonly<Record<ClvUnit, number>> = { day: 1, week: 7 };

export interface Estimates {
  readonly bgnbd: BgNbd | undefined;
  readonly gammaGamma: GammaGamma | undefined;
  /** Whom that was fitted to. */
  readonly spenders: number;
  readonly customers: readonly ClvCustomer[];
}

/** Of customers who bought on these days, as of the last day they were seen on. */
export function repeatsOf(days: readonly number[], asOf: number, unit: ClvUnit): Repeats {
  const [first = asOf] = days;
  const span = (to: number): number => (to - first) / DAYS_IN[unit];
  return { frequency: days.length - 1, recency: span(days.at(-1) ?? first), T: span(asOf) };
}

/** What every customer is expected to buy within a horizon. */
export function estimates(
  { days, again }: Bought,
  { asOf, unit, horizon }: { readonly asOf: number; readonly unit: ClvUnit; readonly horizon: number },
  step?: Step,
): Estimates {
  const seen = [...days].map(([id, own]) => {
    step?.();
    const repeats = repeatsOf(own, asOf, unit);
    return { id, repeats, spent: spentOf(again.get(id), repeats.frequency) };
  });
  step?.('fitting');
  const bgnbd = fitBgNbd(
    seen.map(({ repeats }) => repeats),
    step,
  );
  const spenders = seen.map(({ spent }) => spent).filter(({ purchases, mean }) => purchases > 0 && mean > 0);
  const gammaGamma = fitGammaGamma(spenders, step);
  step?.('estimating');
  const expected = bgnbd && expectation(bgnbd, horizon, step);
  const customers = seen.map(({ id, repeats, spent }): ClvCustomer => {
    step?.();
    const pAlive = bgnbd === undefined ? null : probabilityAlive(bgnbd, repeats);
    const expectedPurchases = expected === undefined ? null : expected(repeats);
    const spend = gammaGamma && expectedSpend(gammaGamma, spent);
    const expectedValue = expectedPurchases === null || spend === undefined ? null : expectedPurchases * spend;
    return { id, ...repeats, pAlive, expectedPurchases, expectedValue };
  });
  return { bgnbd, gammaGamma, spenders: spenders.length, customers };
}

/** Purchase days expected of a customer: for those alike but for when they bought last, the sum is made once. */
export function expectation(model: BgNbd, horizon: number, step?: Step): (customer: Repeats) => number {
  const sums = new Map<string, number>();
  return (customer) => {
    step?.();
    const { frequency, T } = customer;
    const key = `${String(frequency)} ${String(T)}`;
    const sum = sums.get(key) ?? purchasesWhileAlive(model, customer, horizon, step);
    sums.set(key, sum);
    return probabilityAlive(model, customer) * sum;
  };
}

/** What somebody's purchase days after the first came to on average; below 0 is nothing a purchase can come to. */
function spentOf(millionths: bigint | undefined, purchases: number): Spent {
  if (purchases === 0 || millionths === undefined) return { purchases: 0, mean: 0 };
  return { purchases, mean: Math.max(0, Number(millionths) / 1_000_000 / purchases) };
}
