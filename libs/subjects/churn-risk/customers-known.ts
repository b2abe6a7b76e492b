import type { Catalogue } from '#figures/catalogue.js';
import { both } from '#figures/formulas/source.js';
import { compareText } from '#kernel/compare.js';
import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { stepping } from '#mining/long-work.js';
import { ACTIVE_STAGES } from '../customers/timeline/standing.js';
import { amountIn, purchaseAmountsRequest, purchaseDaysRequest, type AsOf } from '../customers/purchase-days.js';
import { datedIn, daysIn, netByDay, type ByCustomer } from './dated.js';
import { tiersAt } from './tiers-at.js';

/** What is known of a customer by day; days ascend. */
export interface CustomerKnown {
  readonly id: string;
  /** With a purchase. */
  readonly days: readonly number[];
  /** What was spent, in millionths of the base currency. */
  readonly spent: readonly (readonly [day: number, millionths: bigint])[];
  readonly interactions: readonly (readonly [day: number, count: number])[];
  /** On which they were lost, as was known when it is judged who was. */
  readonly lost: readonly number[];
  /** At the end of the origin. */
  readonly tier: string;
}

export interface CustomersKnown {
  /**
   * What was known at the end of an origin of who was active then, in the order of their ids. @param place of the origin
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
  const { position, cells } = await views.sums([
    { ...purchaseDaysRequest(cut, catalogue), group: GROUP },
    purchaseAmountsRequest(cut, catalogue, { purchase: ['first', 'repeat'], group: GROUP }),
    { ...common, series: 'interactions', measures: ['interactions'], where: catalogue.whereSeen('interactions') },
    { ...common, series: 'moves', measures: ['lost'], where: catalogue.whereSeen('customers.lost') },
    standing('to', origins, cut, catalogue),
    standing('from', origins, cut, catalogue),
  ]);
  const bought = datedIn(cells[0], ([count = 0n]) => count, step);
  const spent = datedIn(cells[1], amountIn, step);
  const interactions = datedIn(cells[2], ([count = 0n]) => count, step);
  const lost = datedIn(cells[3], ([count = 0n]) => count, step);
  const known = origins.map((day, place) => knownAt(bought, day, place === origins.length - 1));
  const tiers = tiersAt(cells[4], cells[5], known, step);
  // In one order, whichever facts come in: sums of fractions hang on it in their last digit. Found once, for all origins.
  const all = [...bought.keys()].sort(stepping(compareText, step)).map((id) => {
    step();
    const own = {
      bought: bought.get(id),
      spent: spent.get(id),
      interactions: interactions.get(id),
      lost: lost.get(id),
    };
    return { id, tiers: tiers.get(id), ...own };
  });
  return {
    position,
    isKnownLater: (place) => place < origins.length - 1 && known[place] === Infinity,
    at: (place, judged = origins.length - 1) => {
      const [to, labels] = [known[place] ?? Infinity, known[judged] ?? Infinity];
      const found: CustomerKnown[] = [];
      for (const one of all) {
        step();
        const tier = one.tiers?.[place] ?? null;
        const days = tier === null ? [] : daysIn(one.bought, to);
        if (tier === null || days.length === 0) continue;
        found.push({
          ...{ id: one.id, days, spent: netByDay(one.spent, to), tier },
          interactions: netByDay(one.interactions, to).map(([day, count]) => [day, Number(count)]),
          lost: daysIn(one.lost, labels),
        });
      }
      return found;
    },
  };
}

/** Until when what is recorded was known at the end of an origin: of the last all that is asked for is. */
function knownAt(bought: ByCustomer, origin: number, isLast: boolean): number {
  if (isLast) return Infinity;
  for (const facts of bought.values())
    if (facts.some(({ day, recorded }) => day <= origin && recorded <= origin)) return origin;
  return Infinity;
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
