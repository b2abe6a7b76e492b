import type { Catalogue } from '#figures/catalogue.js';
import type { Formula } from '#figures/formulas/index.js';
import type { Metric } from '#figures/metric.js';
import { wholeOf } from '#figures/value.js';
import type { Views } from '#kernel/ports/views.js';
import type { CustomerCard } from './customer.answers.js';
import { cardMade } from './customer-card.js';
import { EVERYBODY, customersSeen } from './customers-seen.js';
import { PARTS } from './timeline/standing.js';
import { NO_PREVIOUS_DAY } from './timeline/rows.js';
import type { Stage } from './timeline/standing.js';

/** As of which days customers are shown. */
export interface CardsCut {
  readonly asOf: number;
  /** The last day that facts may be recorded on. */
  readonly knownAt?: number;
  readonly today: number;
}

/** What is looked up of customers: of a metric, by what beside the customer. */
const LOOKED_UP = {
  standing: { metric: 'customers.total', formula: EVERYBODY, by: PARTS },
  registered: { metric: 'customers.registered', by: ['day'] },
  orders: { metric: 'orders', by: ['day'] },
  revenue: { metric: 'revenue.sales', by: [] },
  refunded: { metric: 'revenue.refunded', by: [] },
  interactions: { metric: 'interactions', by: [] },
} as const satisfies Readonly<
  Record<string, { readonly metric: string; readonly formula?: Formula; by: readonly string[] }>
>;

/** By customer, what there is of it: by what, and how much. */
type Found = ReadonlyMap<string, readonly { readonly by: readonly string[]; readonly sum: bigint }[]>;

/**
 * Customers as whoever sees some rows only sees them, from the facts that are seen: those whose parts are inside as of today, each as it stood as
 * of a day, where it was inside then, too.
 * @param id of the only one who is looked for @throws Problem `restricted` where customers do not go by the rows
 */
export async function cardsSeen(
  cut: CardsCut,
  views: Views,
  catalogue: Catalogue,
  id?: string,
): Promise<ReadonlyMap<string, CustomerCard>> {
  const [now, { standing, ...facts }] = await Promise.all([
    customersSeen(views, catalogue, cut.today, id),
    lookedUp(cut, views, catalogue, id),
  ]);
  const cards = [...standing].flatMap(([customer, found]): readonly CustomerCard[] => {
    const [at] = found.filter(({ sum }) => sum > 0n);
    if (at === undefined || now?.has(customer) !== true) return [];
    return [cardSeen(customer, at.by, cut.asOf, facts)];
  });
  return new Map(cards.map((card) => [card.id, card]));
}

function cardSeen(
  id: string,
  [stage, tier = '', region = '', segment = '', source = '', salesperson = '']: readonly string[],
  day: number,
  { registered, orders, revenue, refunded, interactions }: Omit<Record<keyof typeof LOOKED_UP, Found>, 'standing'>,
): CustomerCard {
  const purchases = daysIn(orders.get(id));
  const last = purchases.at(-1);
  return cardMade(id, day, {
    parts: { stage: stage as Stage, tier, region, segment, source, salesperson },
    registered: daysIn(registered.get(id))[0],
    first: purchases[0],
    last,
    orders: Number(sumOf(orders.get(id))),
    revenue: sumOf(revenue.get(id)),
    refunded: sumOf(refunded.get(id)),
    interactions: Number(sumOf(interactions.get(id))),
  });
}

async function lookedUp(
  { asOf, knownAt }: CardsCut,
  views: Views,
  catalogue: Catalogue,
  id: string | undefined,
): Promise<Record<keyof typeof LOOKED_UP, Found>> {
  const where = id === undefined ? {} : { customer: [id] };
  const plans = Object.entries(LOOKED_UP).map(([name, { metric, by, ...more }]) => {
    const named: Metric = { ...catalogue.metricNamed(metric), ...more };
    const frame = {
      // Since ever.
      windows: [{ from: NO_PREVIOUS_DAY, to: asOf }],
      asOf,
      by: ['customer', ...by],
      where,
      asked: Object.keys(where),
      ...(knownAt !== undefined && { knownAt }),
    };
    return { name, plan: catalogue.planOf(named, frame) };
  });
  const { cells } = await views.sums(plans.flatMap(({ plan }) => plan.requests));
  let at = 0;
  const found = plans.map(({ name, plan }) => [
    name,
    foundIn(plan.finish(cells.slice(at, (at += plan.requests.length)))),
  ]);
  return Object.fromEntries(found) as Record<keyof typeof LOOKED_UP, Found>;
}

function foundIn(series: ReturnType<ReturnType<Catalogue['planOf']>['finish']>): Found {
  const found = new Map<string, { readonly by: readonly string[]; readonly sum: bigint }[]>();
  for (const [key, [value]] of series) {
    const [customer = '', ...by] = JSON.parse(key) as readonly string[];
    if (customer === '') continue;
    const own = found.get(customer) ?? [];
    found.set(customer, own);
    own.push({ by, sum: wholeOf(value) });
  }
  return found;
}

function daysIn(found: Found extends ReadonlyMap<string, infer Own> ? Own | undefined : never): readonly number[] {
  const days = (found ?? []).filter(({ sum }) => sum > 0n).map(({ by: [day] }) => Number(day));
  return days.sort((a, b) => a - b);
}

function sumOf(found: Found extends ReadonlyMap<string, infer Own> ? Own | undefined : never): bigint {
  return (found ?? []).reduce((total, { sum }) => total + sum, 0n);
}
