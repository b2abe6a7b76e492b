import type { Json } from '#kernel/event.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import type { Document, Find, Views } from '#kernel/ports/views.js';
import { isSealed, opened, type PlaceOfPersonal } from '#engine/personal/sealed-personal.js';
import { JOURNAL, PERSONAL, searchable } from './journal-documents.js';

/** Sealed documents that are opened at a time to look for a text in them. */
const PAGE = 1_000;

/**
 * The same read models with what is of a person open, as far as its key is there: what is sealed in them is opened in the memory of who
 * asks, and nowhere else. What cannot be opened any more is not there.
 */
export function openedViews(views: Views, keys: Pick<Keyring, 'get'>): Views {
  const open = async (found: readonly Document[]): Promise<readonly Document[]> => {
    const ids = found.filter(({ body }) => isSealed(body)).map(({ id }) => id);
    if (ids.length === 0) return found;
    const entries = new Map((await views.get(JOURNAL, ids)).map(({ id, body }) => [id, body]));
    const all = await Promise.all(found.map((one) => openedDocument(one, entries.get(one.id), keys)));
    return all.filter((one) => one !== undefined);
  };
  const searched = async ({ contains, limit, after: from, ...find }: Find): Promise<readonly Document[]> => {
    const kept: Document[] = [];
    for (let after = from; ;) {
      const page = await views.find(PERSONAL, { ...find, limit: PAGE, ...(after !== undefined && { after }) });
      for (const one of await open(page))
        if (one.fields['text']?.includes(contains?.text ?? '') === true) kept.push(one);
      if (kept.length >= limit || page.length < PAGE) return kept.slice(0, limit);
      after = page.at(-1)?.id;
    }
  };
  return {
    schema: views.schema,
    apply: (batch) => views.apply(batch),
    checkpoint: (shard) => views.checkpoint(shard),
    sums: (requests, step) => views.sums(requests, step),
    firstDay: (series, step) => views.firstDay(series, step),
    get: async (collection, ids) => {
      const found = await views.get(collection, ids);
      return collection === PERSONAL ? open(found) : found;
    },
    find: (collection, find) => (collection === PERSONAL ? searched(find) : views.find(collection, find)),
    close: () => views.close(),
  };
}

async function openedDocument(
  document: Document,
  entry: Json | undefined,
  keys: Pick<Keyring, 'get'>,
): Promise<Document | undefined> {
  if (!isSealed(document.body)) return document;
  if (entry === undefined) return undefined;
  const found = await opened(document.body, entry as unknown as PlaceOfPersonal, keys);
  if (found === undefined) return undefined;
  return { ...document, fields: { ...document.fields, text: searchable(found.personal) }, body: found.personal };
}
