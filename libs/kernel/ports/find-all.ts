import type { Document, Find, Views } from './views.js';

/** Documents read at a time, so that nobody waits for a long list. */
const PAGE = 500;

/** Every document that a find names, in the order of ids, page by page. */
export async function* findAll(
  views: Pick<Views, 'find'>,
  collection: string,
  find: Omit<Find, 'limit' | 'descending'> = {},
): AsyncIterable<Document> {
  for (let next: Omit<Find, 'limit'> = find; ;) {
    const page = await views.find(collection, { ...next, limit: PAGE });
    yield* page;
    const last = page.at(-1)?.id;
    if (page.length < PAGE || last === undefined) return;
    next = { ...find, after: last };
  }
}
