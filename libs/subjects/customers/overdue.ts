import { formatDay } from '#kernel/time/calendar.js';
import type { Views } from '#kernel/ports/views.js';
import { standingAt } from './timeline/scan.js';
import { population } from './customer.metrics.js';
import { historyKnown, isExcludedOn, type CustomerContext } from './customer-card.js';
import { customersSeen } from './customers-seen.js';
import type { Catalogue } from '#figures/catalogue.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Overdue, OverdueCustomer } from './purchase.answers.js';
import { purchaseDays, type AsOf } from './purchase-days.js';
import { rankedPage } from '#figures/ranked-page.js';
import { sharesOf } from '#figures/records.js';

/** A customer who bought on fewer days has no usual gap. */
const FEWEST_PURCHASES = 3;

export interface OverdueQuestion extends AsOf {
  readonly today: number;
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, without its page: what a cursor is good for. */
  readonly asked: object;
}

/**
 * Customers past their own usual purchase gap, not closed, the longest overdue first, with where to go on (`null` at the end). Spec
 * section 3. @throws Problem for a cursor of another question
 */
export async function overdueCustomers(
  question: OverdueQuestion,
  views: Views,
  context: CustomerContext & { readonly catalogue: Catalogue },
): Promise<Overdue> {
  const { asOf, knownAt, today } = question;
  const { catalogue } = context;
  const known = knownAt !== undefined && { knownAt };
  const { count, items, next } = await rankedPage(
    {
      ...question,
      day: asOf,
      descending: true,
      isPart: catalogue.rows !== undefined,
      value: ({ daysSince, allowed }: OverdueCustomer) => daysSince - allowed,
      rank: Number,
      all: ({ day }) => allOverdue({ asOf: day, today, ...known }, views, catalogue),
      asItStood: async (id, { day, position }) => {
        const sight = {
          asOf: { day },
          ...(position !== undefined && { upTo: position }),
          ...(known && { knownAt: { day: known.knownAt } }),
        };
        const history = await historyKnown(id, views, sight, context);
        const isClosed = standingAt(history, day, context.policies)?.stage === 'closed';
        if (isClosed || isExcludedOn(history, day)) return undefined;
        const days = history.purchases.map((purchase) => purchase.day).filter((purchase) => purchase <= day);
        return overdueAt(id, days, day);
      },
    },
    views,
  );
  return { count, customers: items, next };
}

async function allOverdue(
  cut: Pick<OverdueQuestion, 'asOf' | 'knownAt' | 'today'>,
  views: Views,
  catalogue: Catalogue,
): Promise<readonly OverdueCustomer[]> {
  const { asOf, knownAt, today } = cut;
  const formula = { kind: 'stock', sources: population({ stage: ['closed'] }), at: 'end' } as const satisfies Formula;
  const metric = { ...catalogue.metricNamed('customers.total'), formula };
  const known = knownAt !== undefined && { knownAt };
  const [days, seen, closed] = await Promise.all([
    purchaseDays(cut, views, catalogue),
    customersSeen(views, catalogue, today),
    sharesOf({ metric, where: {}, window: { from: asOf, to: asOf }, asOf, ...known }, views, catalogue),
  ]);
  const open = [...days].filter(([id]) => !closed.has(id) && (seen?.has(id) ?? true));
  return open.flatMap(([id, own]) => overdueAt(id, own, asOf) ?? []);
}

/** @param days of purchases up to `asOf`, ascending @returns undefined where the customer is not past its usual gap, or has none */
function overdueAt(id: string, days: readonly number[], asOf: number): OverdueCustomer | undefined {
  const last = days.at(-1);
  const usualGap = medianGap(days);
  if (last === undefined || usualGap === undefined) return undefined;
  const allowed = allowedDays(days.length, usualGap);
  const daysSince = asOf - last;
  if (allowed === undefined || !isPast(usualGap, { purchases: days.length, daysSince })) return undefined;
  return { id, lastPurchase: formatDay(last), purchases: days.length, usualGap, allowed, daysSince };
}

/** Days without a purchase after which a customer is overdue; undefined for who bought on too few days to have a usual gap. */
export function allowedDays(purchases: number, usualGap: number): number | undefined {
  return purchases < FEWEST_PURCHASES ? undefined : usualGap * 1.5;
}

/** Whether somebody is overdue who bought on so many days, the last of them so long ago. */
export function isPast(
  usualGap: number,
  { purchases, daysSince }: { readonly purchases: number; readonly daysSince: number },
): boolean {
  const allowed = allowedDays(purchases, usualGap);
  return allowed !== undefined && daysSince > allowed;
}

/** The median of the days from one purchase day to the next; undefined for fewer than two. */
export function medianGap(days: readonly number[]): number | undefined {
  if (days.length < 2) return undefined;
  const gaps = Float64Array.from({ length: days.length - 1 }, (_, i) => (days[i + 1] ?? 0) - (days[i] ?? 0)).sort();
  const middle = (gaps.length - 1) / 2;
  // Whole numbers, and halves of them: both are exact.
  return ((gaps[Math.floor(middle)] ?? 0) + (gaps[Math.ceil(middle)] ?? 0)) / 2;
}
