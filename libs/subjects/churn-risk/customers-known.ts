import type { Catalogue } from '#figures/catalogue.js';
import { both } from '#figures/formulas/source.js';
import { columnsIn } from '#kernel/ports/cell-columns.js';
import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { ACTIVE_STAGES } from '../customers/timeline/standing.js';
import { purchaseAmountsRequest, purchaseDaysRequest, type AsOf } from '../customers/purchase-days.js';
import { factsByCustomer, KnownAt, type CustomerKnown } from './known-at.js';
import { NOTHING } from './numbers.js';
import { tiersAt } from './tiers-at.js';

export interface CustomersKnown {
  /**
   * What was known at the end of an origin of who was in a tier then, as who is active is, in the order of their ids. @param place of the origin
   * @param judged of the origin at whose end it is known who was lost; all that is asked for where absent
   */
  at(place: number, judged?: number): readonly CustomerKnown[];
  /** Whether nothing was known at an origin that happened before it, so that it is taken as known now. */
  isKnownLater(place: number): boolean;
  readonly position: number;
}

const GROUP = ['customer', 'day', 'recorded'] as const;

/**
 * Everything up to a day, as known at another, and what of it was known at each origin: the facts that were recorded by its end. Of an
 * origin at which no purchase was known, as in a book that was imported later, what is known now is taken.
 * @param origins ascending; the last is the day that is asked for
 */
export async function customersKnown(
  cut: AsOf,
  origins: readonly number[],
  views: Views,
  catalogue: Catalogue,
  step: Step,
): Promise<CustomersKnown> {
  const common = {
    windows: [{ to: cut.asOf }],
    ...(cut.knownAt !== undefined && { recordedTo: cut.knownAt }),
    group: GROUP,
  };
  const sums = await views.sums([
    { ...purchaseDaysRequest(cut, catalogue), group: GROUP },
    purchaseAmountsRequest(cut, catalogue, { purchase: ['first', 'repeat'], group: GROUP }),
    { ...common, series: 'interactions', measures: ['interactions'], where: catalogue.whereSeen('interactions') },
    { ...common, series: 'moves', measures: ['lost'], where: catalogue.whereSeen('customers.lost') },
    standing('to', origins, cut, catalogue),
    standing('from', origins, cut, catalogue),
  ]);
  const columns = columnsIn(sums, step);
  const facts = factsByCustomer(columns, step);
  const last = origins.length - 1;
  // Until when what is recorded was known at the end of each: of the last all that is asked for is.
  const known = origins.map((day, place) => (place < last && facts.bought.isKnownBy(day, step) ? day : Infinity));
  const [, , , , into = NOTHING, outOf = NOTHING] = columns;
  const tiers = tiersAt(into, outOf, { known, customers: facts.customers }, step);
  return {
    position: sums.position,
    isKnownLater: (place) => place < last && known[place] === Infinity,
    at: (place, judged = last) => {
      const until = { recorded: known[place] ?? Infinity, judged: known[judged] ?? Infinity };
      return facts.customers.ids.flatMap((id, rank) => {
        step();
        const tier = tiers.of(rank, place);
        return tier === undefined ? [] : [new KnownAt({ id, rank, tier }, until, facts)];
      });
    },
  };
}

/** Moves of active customers into their tiers, or out of them, between the origins. */
function standing(
  side: 'to' | 'from',
  origins: readonly number[],
  { knownAt: recordedTo }: AsOf,
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
    group: ['customer', `${side}_tier`, 'recorded'],
    windows,
    ...(recordedTo !== undefined && { recordedTo }),
  };
}
