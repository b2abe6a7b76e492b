import { both } from '#figures/formulas/source.js';
import type { Catalogue } from '#figures/catalogue.js';
import { compareText } from '#kernel/compare.js';
import type { Cell, Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { ACTIVE_STAGES } from '../customers/timeline/standing.js';
import {
  amountIn,
  purchaseAmountsRequest,
  purchaseDaysIn,
  purchaseDaysRequest,
  type AsOf,
} from '../customers/purchase-days.js';

/** What is known of a customer by day; days ascend. */
export interface CustomerKnown {
  readonly id: string;
  /** With a purchase. */
  readonly days: readonly number[];
  /** What was spent, in millionths of the base currency. */
  readonly spent: readonly (readonly [day: number, millionths: bigint])[];
  readonly interactions: readonly (readonly [day: number, count: number])[];
  /** On which they were lost. */
  readonly lost: readonly number[];
  /** Their tier at the end of each origin; null where they were not active then. */
  readonly tiers: readonly (string | null)[];
}

export interface CustomersKnown {
  /** Who ever bought, in the order of their ids. */
  readonly customers: readonly CustomerKnown[];
  readonly position: number;
}

/** Everything up to a day, as known at another. @param origins ascending: the days that customers' tiers are asked for */
export async function customersKnown(
  cut: AsOf,
  origins: readonly number[],
  views: Views,
  catalogue: Catalogue,
): Promise<CustomersKnown> {
  const common = {
    windows: [{ to: cut.asOf }],
    ...(cut.knownAt !== undefined && { recordedTo: cut.knownAt }),
    group: ['customer', 'day'],
  };
  const { position, cells } = await views.sums([
    purchaseDaysRequest(cut, catalogue),
    purchaseAmountsRequest(cut, catalogue, { purchase: ['first', 'repeat'], group: common.group }),
    { ...common, series: 'interactions', measures: ['interactions'], where: catalogue.whereSeen('interactions') },
    { ...common, series: 'moves', measures: ['lost'], where: catalogue.whereSeen('customers.lost') },
    standing('to', origins, cut, catalogue),
    standing('from', origins, cut, catalogue),
  ]);
  const spent = byCustomer(cells[1], amountIn);
  const interactions = byCustomer(cells[2], ([count = 0n]) => Number(count));
  const lost = byCustomer(cells[3], ([count = 0n]) => count > 0n);
  const tiers = tiersAt(cells[4], cells[5], origins.length);
  const customers = [...purchaseDaysIn(cells[0])].map(([id, days]): CustomerKnown => ({
    id,
    days,
    spent: spent.get(id) ?? [],
    interactions: interactions.get(id) ?? [],
    lost: (lost.get(id) ?? []).flatMap(([day, isLost]) => (isLost ? [day] : [])),
    tiers: tiers.get(id) ?? origins.map(() => null),
  }));
  // In one order, whichever facts come in: sums of fractions hang on it in their last digit.
  return { customers: customers.sort((a, b) => compareText(a.id, b.id)), position };
}

/** Moves of active customers into their tiers, or out of them, between the origins. */
function standing(
  side: 'to' | 'from',
  origins: readonly number[],
  { knownAt }: AsOf,
  catalogue: Catalogue,
): SumRequest {
  const windows = origins.map((to, i) => {
    const before = origins[i - 1];
    return before === undefined ? { to } : { from: before + 1, to };
  });
  return {
    series: 'moves',
    measures: ['moves'],
    where: both({ [`${side}_stage`]: ACTIVE_STAGES }, catalogue.whereSeen('customers.lost')),
    group: ['customer', `${side}_tier`],
    windows,
    ...(knownAt !== undefined && { recordedTo: knownAt }),
  };
}

/** Who is in a tier at the end of an origin: more moved into it by then than out of it. */
function tiersAt(into: readonly Cell[] = [], outOf: readonly Cell[] = [], origins: number) {
  const changes = new Map<string, Map<string, bigint[]>>();
  for (const [cells, sign] of [
    [into, 1n],
    [outOf, -1n],
  ] as const)
    for (const { window, group, sums } of cells) {
      const [customer = '', tier = ''] = group;
      const own = changes.get(customer) ?? new Map<string, bigint[]>();
      changes.set(customer, own);
      const moves = own.get(tier) ?? Array.from({ length: origins }, () => 0n);
      own.set(tier, moves);
      moves[window] = (moves[window] ?? 0n) + sign * (sums[0] ?? 0n);
    }
  const found = new Map<string, (string | null)[]>();
  for (const [customer, tiers] of changes) {
    const at: (string | null)[] = Array.from({ length: origins }, () => null);
    for (const [tier, moves] of tiers) {
      let inside = 0n;
      for (const [i, moved] of moves.entries()) {
        inside += moved;
        if (inside > 0n) at[i] = tier;
      }
    }
    found.set(customer, at);
  }
  return found;
}

function byCustomer<Value>(cells: readonly Cell[] = [], valueOf: (sums: Cell['sums']) => Value) {
  const found = new Map<string, [number, Value][]>();
  for (const { group, sums } of cells) {
    const [customer = '', day] = group;
    const own = found.get(customer) ?? [];
    found.set(customer, own);
    own.push([Number(day), valueOf(sums)]);
  }
  for (const own of found.values()) own.sort(([a], [b]) => a - b);
  return found;
}
