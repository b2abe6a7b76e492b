import { formatDecimal } from '#kernel/decimal.js';
import { salesCounted } from '../sales/sales-counted.js';
import type { Views } from '#kernel/ports/views.js';
import type { Rfm } from './purchase.answers.js';
import type { Catalogue } from '#figures/catalogue.js';
import { both } from '#figures/formulas/source.js';
import { customersSeen } from './customers-seen.js';
import { withoutSmallScores } from './small-scores.js';
import { purchaseDays, type AsOf } from './purchase-days.js';
import { quantileOf } from '#figures/formulas/quantile.js';
import { toNumber, type Fraction } from '#figures/value.js';

/** What a customer is scored by. Recency in days, monetary in millionths of the base currency. */
export interface Scored {
  readonly recency: bigint;
  readonly frequency: bigint;
  readonly monetary: bigint;
}
type Measure = keyof Scored;

export interface RfmQuestion extends AsOf {
  readonly today: number;
}

const SCORES = [1, 2, 3, 4, 5] as const;
const FIFTHS = [1, 2, 3, 4] as const;

/**
 * Recency, frequency and monetary value of every customer who ever bought. Thresholds: type-7 quantiles at 20, 40, 60 and 80 %; a score is
 * 1 + the thresholds strictly below the value, reversed for recency, so that equal values always get equal scores. Spec section 3.
 * Whoever sees some rows only: of the customers who are seen today, by what is seen of their purchases.
 */
export async function rfm(question: RfmQuestion, views: Views, catalogue: Catalogue): Promise<Rfm> {
  const customers = await scored(question, views, catalogue);
  const thresholds = {
    recency: thresholdsOf(customers, 'recency'),
    frequency: thresholdsOf(customers, 'frequency'),
    monetary: thresholdsOf(customers, 'monetary'),
  };
  const scores = customers.map((customer) => ({
    R: 6 - scoreOf(customer.recency, thresholds.recency),
    F: scoreOf(customer.frequency, thresholds.frequency),
    M: scoreOf(customer.monetary, thresholds.monetary),
    monetary: customer.monetary,
  }));
  const all = {
    customers: customers.length,
    thresholds: {
      recency: thresholds.recency.map(toNumber),
      frequency: thresholds.frequency.map(toNumber),
      monetary: thresholds.monetary.map(money),
    },
    counts: {
      R: countsOf(scores.map(({ R }) => R)),
      F: countsOf(scores.map(({ F }) => F)),
      M: countsOf(scores.map(({ M }) => M)),
    },
    cells: cellsOf(scores),
  };
  return catalogue.minGroup === undefined ? all : withoutSmallScores(all, catalogue.minGroup);
}

async function scored(
  { asOf, knownAt, today }: RfmQuestion,
  views: Views,
  catalogue: Catalogue,
): Promise<readonly Scored[]> {
  const days = await purchaseDays({ asOf, ...(knownAt !== undefined && { knownAt }) }, views, catalogue);
  const seen = await customersSeen(views, catalogue, today);
  const where = catalogue.whereSeen('orders');
  const common = {
    series: 'sales',
    group: ['customer'],
    windows: [{ to: asOf }],
    ...(knownAt !== undefined && { recordedTo: knownAt }),
  };
  const { cells } = await views.sums([
    { ...common, ...salesCounted(catalogue.rows), where },
    { ...common, measures: ['gross', 'discount'], where: both({ converted: ['1'] }, where) },
  ]);
  const orders = new Map((cells[0] ?? []).map(({ group, sums }) => [group[0] ?? '', sums[0] ?? 0n]));
  const revenue = new Map(
    (cells[1] ?? []).map(({ group, sums: [gross = 0n, discount = 0n] }) => [group[0] ?? '', gross - discount]),
  );
  const shown = [...days].filter(([customer]) => seen?.has(customer) ?? true);
  return shown.map(([customer, own]) => ({
    recency: BigInt(asOf - (own.at(-1) ?? asOf)),
    frequency: orders.get(customer) ?? 0n,
    monetary: revenue.get(customer) ?? 0n,
  }));
}

/** What divides customers into fifths by a measure; empty without any. */
export function thresholdsOf(customers: readonly Scored[], measure: Measure): readonly Fraction[] {
  // Sorted here, so that each of the quantiles finds it so.
  const values = customers.map((customer) => customer[measure]).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const histogram = values.map((value) => [value, 1n] as const);
  return FIFTHS.flatMap((fifth) => quantileOf(histogram, fifth, 5) ?? []);
}

/** 1 to 5, the highest value the highest score. */
export function scoreOf(value: bigint, thresholds: readonly Fraction[]): number {
  return 1 + thresholds.filter(({ numerator, denominator }) => numerator < value * denominator).length;
}

/** Tenths of millionths may remain: they are not rounded away. */
function money({ numerator, denominator }: Fraction): string {
  const tenths = (numerator * 10n) / denominator;
  const last = tenths % 10n;
  const digits = formatDecimal(tenths / 10n);
  if (last === 0n) return digits;
  const [whole = '0', fraction = ''] = digits.split('.');
  return `${whole}.${fraction.padEnd(6, '0')}${String(last)}`;
}

function countsOf(scores: readonly number[]): Readonly<Record<string, number>> {
  return Object.fromEntries(SCORES.map((score) => [String(score), scores.filter((one) => one === score).length]));
}

/** Every combination of scores that occurs, the best first. */
function cellsOf(scores: readonly { R: number; F: number; M: number; monetary: bigint }[]) {
  const cells = Map.groupBy(scores, ({ R, F, M }) => `${String(R)}${String(F)}${String(M)}`);
  return [...cells]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([score, members]) => ({
      score,
      R: Number(score[0]),
      F: Number(score[1]),
      M: Number(score[2]),
      customers: members.length,
      revenue: formatDecimal(members.reduce((sum, { monetary }) => sum + monetary, 0n)),
    }));
}
