import { formatDay } from '#kernel/calendar.js';
import type { Views } from '#kernel/views.port.js';
import { population } from './catalogue.customers.js';
import { purchaseDays, type AsOf } from './purchase-days.js';
import { quantile } from './quantile.js';
import { sharesOf } from './records.js';
import { metricNamed } from './catalogue.js';
import { toNumber } from './value.js';

/** A customer who bought on fewer days has no usual gap. */
const FEWEST_PURCHASES = 3;

export interface OverdueCustomer {
  readonly id: string;
  readonly lastPurchase: string;
  /** Days with a purchase. */
  readonly purchases: number;
  /** Median days between purchases. */
  readonly usualGap: number;
  /** usualGap x 1.5: more days than these without a purchase are overdue. */
  readonly allowed: number;
  readonly daysSince: number;
}

/** Customers past their own usual purchase gap, not closed, the longest overdue first. Spec section 3. */
export async function overdueCustomers(
  question: AsOf & { readonly limit: number; readonly offset: number },
  views: Views,
): Promise<{ readonly count: number; readonly customers: readonly OverdueCustomer[]; readonly next: number | null }> {
  const { asOf, knownAt, limit, offset } = question;
  const days = await purchaseDays(question, views);
  const closed = await sharesOf(
    {
      metric: {
        ...metricNamed('customers.total'),
        formula: { kind: 'stock', sources: population({ stage: ['closed'] }), at: 'end' },
      },
      where: {},
      window: { to: asOf },
      ...(knownAt !== undefined && { knownAt }),
    },
    views,
  );
  const overdue = [...days]
    .filter(([id]) => !closed.has(id))
    .flatMap(([id, own]) => overdueAt(id, own, asOf) ?? [])
    .sort((a, b) => b.daysSince - b.allowed - (a.daysSince - a.allowed) || (a.id < b.id ? -1 : 1));
  const customers = overdue.slice(offset, offset + limit);
  return { count: overdue.length, customers, next: offset + limit < overdue.length ? offset + limit : null };
}

function overdueAt(id: string, days: readonly number[], asOf: number): OverdueCustomer | undefined {
  const last = days.at(-1);
  if (days.length < FEWEST_PURCHASES || last === undefined) return undefined;
  const gaps = days.slice(1).map((day, i) => [BigInt(day - (days[i] ?? day)), 1n] as const);
  const usualGap = toNumber(quantile(gaps, 1, 2) ?? { numerator: 0n, denominator: 1n }) ?? 0;
  const allowed = usualGap * 1.5;
  const daysSince = asOf - last;
  if (daysSince <= allowed) return undefined;
  return { id, lastPurchase: formatDay(last), purchases: days.length, usualGap, allowed, daysSince };
}
