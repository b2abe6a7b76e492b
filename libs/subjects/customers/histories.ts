import { findAll } from '#kernel/ports/find-all.js';
import { customersSince, positionBefore } from '#figures/journal/since.js';
import type { Views } from '#kernel/ports/views.js';
import { historyKnown, type CustomerContext } from './customer-card.js';
import { keptHistory } from './merging/kept-histories.js';
import type { Sight } from './person.js';
import type { History } from './timeline/history.js';
import { readHistory } from './timeline/stored-history.js';

/** Which customers' histories are gone through. */
export interface Which {
  /** The id to begin after. */
  readonly after?: string | undefined;
  /** Of those that never had to do with a merge. */
  readonly only?: (id: string) => boolean;
}

/**
 * Histories of customers who were not merged, in the order of their ids, as they were known: from their documents where everything recorded
 * about them counts.
 */
export async function* historiesKnown(
  sight: Sight,
  views: Views,
  context: CustomerContext,
  { after, only }: Which = {},
): AsyncIterable<History> {
  const changed = await changedSince(sight, views, context);
  for await (const document of findAll(views, 'customers', after === undefined ? {} : { after })) {
    const { id } = document;
    if (only?.(id) === false && readHistory(id, document.body).family === undefined) continue;
    const isKept = ![id, ...(readHistory(id, document.body).family?.members ?? [])].some((one) => changed.has(one));
    const history = isKept ? await keptHistory(document, views) : await historyKnown(id, views, sight, context);
    // That of another is of whom it is merged into.
    if (history?.id === id) yield history;
  }
}

const NOBODY: ReadonlySet<string> = new Set();

/** About whom anything may have been recorded that was not known. */
async function changedSince(
  { knownAt, upTo = Infinity }: Sight,
  views: Views,
  { calendar }: Pick<CustomerContext, 'calendar'>,
): Promise<ReadonlySet<string>> {
  if (knownAt === undefined) return NOBODY;
  const { day, instant = calendar.startOf(day + 1) } = knownAt;
  return customersSince(Math.min(upTo, await positionBefore(Date.parse(instant), views)), views);
}
