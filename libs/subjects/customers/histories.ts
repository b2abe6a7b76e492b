import { findAll } from '#kernel/ports/find-all.js';
import type { Views } from '#kernel/ports/views.js';
import { historyKnown, type CustomerContext } from './customer-card.js';
import type { Sight } from './person.js';
import { readHistory, type History } from './timeline/history.js';

/** Which customers' histories are gone through. */
export interface Which {
  /** The id to begin after. */
  readonly after?: string | undefined;
  readonly only?: (id: string) => boolean;
}

/** Customers' histories in the order of their ids, as they were known: from their documents where everything recorded counts. */
export async function* historiesKnown(
  sight: Sight,
  views: Views,
  context: CustomerContext,
  { after, only }: Which = {},
): AsyncIterable<History> {
  for await (const { id, body } of findAll(views, 'customers', after === undefined ? {} : { after })) {
    if (only?.(id) === false) continue;
    yield sight.knownAt === undefined ? readHistory(id, body) : await historyKnown(id, views, sight, context);
  }
}
