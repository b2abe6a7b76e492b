import type { JournalEntry } from '#figures/journal/journal.js';
import type { CustomerContext } from '../../customers/customer-card.js';
import { historyIn, isMerge } from '../../customers/merging/journals.js';
import type { DayTotals } from '../../customers/timeline/history.js';

/** What a customer did. */
export interface Done {
  readonly hasBought: boolean;
  readonly wasInTouch: boolean;
  /** In millionths of the base currency: of what was bought, less what of it was given back. */
  readonly revenue: bigint;
}

/** What customers do that is counted on its own day: voids are dated as what they take back. */
const COUNTED = new Set(['SaleRecorded', 'SaleVoided', 'InteractionLogged', 'InteractionVoided']);

/**
 * What of a customer's journal counts, added up: sales and interactions as is said, and what of those sales was given back by the end of a
 * day, on whatever day that is. Who is merged counts by what all did who are one: merges are never left out, whenever they happened.
 */
export function doneIn(
  customer: string,
  journal: readonly JournalEntry[],
  { counts, asOf }: { readonly counts: (entry: JournalEntry) => boolean; readonly asOf: number },
  context: CustomerContext,
): Done {
  const sold = new Set(
    journal.filter((entry) => entry.type === 'SaleRecorded' && counts(entry)).map(({ data }) => data['id']),
  );
  const isCounted = (entry: JournalEntry): boolean =>
    entry.type === 'SaleRefunded' ? sold.has(entry.data['id']) : COUNTED.has(entry.type) && counts(entry);
  const counted = journal.filter((entry) => isMerge(entry) || isCounted(entry));
  const { purchases, refunds, interactions } = historyIn(customer, counted, context);
  return {
    hasBought: purchases.length > 0,
    wasInTouch: interactions.length > 0,
    revenue: amountOf(purchases) - amountOf(refunds.filter(({ day }) => day <= asOf)),
  };
}

function amountOf(days: readonly DayTotals[]): bigint {
  return days.reduce((sum, { amount }) => sum + amount, 0n);
}
