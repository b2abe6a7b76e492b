import { patiently } from '#engine/patience.js';
import type { Stale } from '#engine/project/parking.js';
import { pluginOf } from '#subjects/plugins/plugin.js';
import type { Book } from './book.js';
import { notThere } from './delivering/sent-by.js';
import { unsendable } from './delivering/unsendable.js';

/** Of what stands still, how many are looked at: whose events they are is to be told, not how many. */
const LOOKED_AT = 100;

/**
 * What waits for something that is not there, a sentence for each: events that cannot be decoded, as of a plug-in that is missing, and
 * channels of its kinds. All the rest goes on. Nothing while the read models do not answer, of which is told elsewhere.
 */
export async function whatWaits(book: Pick<Book, 'models'>): Promise<readonly string[]> {
  try {
    // Who waits for a store here would only be late.
    return await patiently(0, async () => [...(await eventsThatWait(book)), ...(await channelsThatWait(book))]);
  } catch {
    return [];
  }
}

async function eventsThatWait({ models }: Pick<Book, 'models'>): Promise<readonly string[]> {
  const found = await models.use(undefined, ({ views }) => views.find('stale', { limit: LOOKED_AT }));
  const first = new Map<string, string>();
  for (const { id, body } of found) {
    const { since, type, reason } = body as object as Stale;
    const of = pluginOf(type) ?? type;
    if (!first.has(of)) first.set(of, `events of ${id} wait since ${type} at position ${String(since)}: ${reason}`);
  }
  return [...first.values()];
}

async function channelsThatWait(book: Pick<Book, 'models'>): Promise<readonly string[]> {
  const found = await unsendable(book);
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return kinds.map((one) => {
    const ids = found.flatMap(({ id, kind }) => (kind === one ? id : []));
    return `${notThere(one)} (${ids.join(', ')})`;
  });
}
