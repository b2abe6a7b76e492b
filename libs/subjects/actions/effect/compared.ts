import { toNumber, type Fraction } from '#figures/value.js';
import { formatDecimal } from '#kernel/decimal.js';
import { differenceOfMeans, differenceOfRates, type Interval } from '#mining/difference.js';
import type { Effect } from './effect.answers.js';
import type { Outcome } from './outcome.js';

const METHOD =
  'Newcombe 1998, method 10 (hybrid of Wilson score intervals), for the rates; Welch 1947 for revenue per customer; 95 %';
/** The mean of fewer customers is no good reason to call what they bought normally distributed. */
const FEW = 30;
const MILLION = 1_000_000n;

/** Of an automation that has a goal. */
type Comparison = Required<Pick<Effect, 'acted' | 'heldOut' | 'difference'>>;

/** Those of an arm whose days are over, added up. */
interface Sums {
  readonly shown: Comparison['acted'];
  readonly count: bigint;
  readonly reached: bigint;
  /** In millionths, of each of them. */
  readonly revenues: readonly bigint[];
  readonly revenue: bigint;
}

/** Those who were acted on against those who were held out. */
export function compared(outcomes: readonly Outcome[]): Comparison & Pick<Effect, 'method' | 'warnings'> {
  const acted = sumsOf(outcomes.filter(({ isActed }) => isActed));
  const heldOut = sumsOf(outcomes.filter(({ isActed }) => !isActed));
  return {
    method: METHOD,
    acted: acted.shown,
    heldOut: heldOut.shown,
    difference: differenceOf(acted, heldOut),
    warnings: warningsOf(acted, heldOut),
  };
}

function sumsOf(outcomes: readonly Outcome[]): Sums {
  const over = outcomes.flatMap(({ made }) => made ?? []);
  const count = BigInt(over.length);
  const reached = BigInt(over.filter(({ isReached }) => isReached).length);
  const revenues = over.map((made) => made.revenue);
  const revenue = revenues.reduce((sum, one) => sum + one, 0n);
  const shown = {
    customers: over.length,
    open: outcomes.length - over.length,
    reached: Number(reached),
    rate: toNumber({ numerator: reached, denominator: count }),
    revenue: formatDecimal(revenue),
    revenuePerCustomer: toNumber({ numerator: revenue, denominator: count * MILLION }),
  };
  return { shown, count, reached, revenues, revenue };
}

function differenceOf(acted: Sums, heldOut: Sums): Comparison['difference'] {
  const rates = differenceOfRates(countedIn(acted), countedIn(heldOut));
  const means = differenceOfMeans(unitsOf(acted), unitsOf(heldOut));
  const denominator = acted.count * heldOut.count;
  const between = (of: 'reached' | 'revenue'): bigint => acted[of] * heldOut.count - heldOut[of] * acted.count;
  return {
    rate: shownAs({ numerator: between('reached'), denominator }, rates),
    revenuePerCustomer: shownAs({ numerator: between('revenue'), denominator: denominator * MILLION }, means),
  };
}

function shownAs(exact: Fraction, interval: Interval | undefined): Comparison['difference']['rate'] {
  const value = toNumber(exact);
  return value === null ? null : { value, interval: interval ?? null };
}

function countedIn({ shown: { customers, reached } }: Sums) {
  return { of: customers, count: reached };
}

/** Units of the base currency, as nearly as doubles have them: for what is estimated. */
function unitsOf({ revenues }: Sums): readonly number[] {
  return revenues.map((revenue) => Number(revenue) / Number(MILLION));
}

function warningsOf({ shown: acted }: Sums, { shown: heldOut }: Sums): string[] {
  if (acted.customers === 0 || heldOut.customers === 0)
    return ['there is nothing to compare: nobody was acted on, or nobody held out, whose days are over'];
  return Math.min(acted.customers, heldOut.customers) < FEW
    ? [`fewer than ${String(FEW)} customers were acted on, or held out: the interval of revenue is rough`]
    : [];
}
