import type { Catalogue } from '#figures/catalogue.js';
import { compareText } from '#kernel/compare.js';
import type { Cell, Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import { stepping } from '#mining/long-work.js';
import { medianGap } from '../customers/overdue.js';
import {
  amountIn,
  purchaseAmountsRequest,
  purchaseDaysIn,
  purchaseDaysRequest,
  type AsOf,
} from '../customers/purchase-days.js';

/** What customers are compared by. */
export const CLUSTER_FEATURES = ['recency', 'frequency', 'monetary', 'gap', 'interactions'] as const;
export type ClusterFeature = (typeof CLUSTER_FEATURES)[number];

/** A customer who bought, in days, counts and the base currency. */
export type CustomerMeasured = Readonly<Record<ClusterFeature, number>> & {
  readonly id: string;
  /** What they spent, exactly, in millionths. */
  readonly spent: bigint;
};

/** Everybody who ever bought, in the order of their ids. */
export async function customersMeasured(cut: AsOf, views: Views, catalogue: Catalogue, step: Step) {
  const common = {
    group: ['customer'],
    windows: [{ to: cut.asOf }],
    ...(cut.knownAt !== undefined && { recordedTo: cut.knownAt }),
  };
  const { position, cells } = await views.sums([
    purchaseDaysRequest(cut, catalogue),
    purchaseAmountsRequest(cut, catalogue, { purchase: ['first', 'repeat'], group: common.group }),
    { ...common, series: 'interactions', measures: ['interactions'], where: catalogue.whereSeen('interactions') },
  ]);
  const spent = byCustomer(cells[1], amountIn, step);
  const interactions = byCustomer(cells[2], ([count = 0n]) => Number(count), step);
  const customers = [...purchaseDaysIn(cells[0], step)].map(([id, days]): CustomerMeasured => {
    step();
    const own = spent.get(id) ?? 0n;
    return {
      id,
      recency: cut.asOf - (days.at(-1) ?? cut.asOf),
      frequency: days.length,
      monetary: Number(own) / 1_000_000,
      gap: gapOf(days, cut.asOf),
      interactions: interactions.get(id) ?? 0,
      spent: own,
    };
  });
  return { customers: customers.sort(stepping((a, b) => compareText(a.id, b.id), step)), position };
}

/** The median of the days between purchases; of who bought on one day the days since then, which it is at least. */
function gapOf(days: readonly number[], asOf: number): number {
  return medianGap(days) ?? asOf - (days[0] ?? asOf);
}

function byCustomer<Value>(
  cells: readonly Cell[] = [],
  valueOf: (sums: Cell['sums']) => Value,
  step: Step,
): ReadonlyMap<string, Value> {
  return new Map(
    cells.map(({ group, sums }) => {
      step();
      return [group[0] ?? '', valueOf(sums)];
    }),
  );
}
