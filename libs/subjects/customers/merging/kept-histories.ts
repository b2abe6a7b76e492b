import { findAll } from '#kernel/ports/find-all.js';
import type { Document, Views } from '#kernel/ports/views.js';
import type { Together } from '#kernel/readable.js';
import type { History } from '../timeline/history.js';
import { readHistory } from '../timeline/stored-history.js';
import { joined } from './joined.js';

type Kept = Pick<Views, 'get'>;

/** The history of a customer as it is kept, joined with those of all who are merged into it; undefined for one that is merged itself. */
export async function keptHistory(document: Document, views: Kept): Promise<History | undefined> {
  const { others } = keptTogether(document);
  return historyAmong(document, others.length === 0 ? [] : await views.get('customers', others));
}

/** With which others a customer is one: all of them, of the one that stays; of one that is merged, into whom. */
export function keptTogether({ id, body }: Document): Together {
  const { into, members = [] } = readHistory(id, body).family ?? {};
  return { others: members.slice(1), ...(into !== undefined && { partOf: into }) };
}

/** @param others all who are merged into it */
export function historyAmong({ id, body }: Document, others: readonly Document[]): History | undefined {
  const history = readHistory(id, body);
  const { family } = history;
  if (family?.into !== undefined) return undefined;
  if (family === undefined || family.members.length < 2) return history;
  const byId = new Map(others.map((document) => [document.id, readHistory(document.id, document.body)]));
  return joined([history, ...family.members.slice(1).flatMap((member) => byId.get(member) ?? [])]);
}

/** The same of some customers, or of those that they are merged into: by their own ids. */
export async function keptHistories(ids: readonly string[], views: Kept): Promise<ReadonlyMap<string, History>> {
  return historiesIn(await views.get('customers', ids), views);
}

export async function historiesIn(documents: readonly Document[], views: Kept): Promise<ReadonlyMap<string, History>> {
  const found = new Map<string, History>();
  for (const document of documents) {
    const history = await survivorOf(document, views);
    if (history !== undefined) found.set(document.id, history);
  }
  return found;
}

async function survivorOf(document: Document, views: Kept): Promise<History | undefined> {
  for (let next: Document | undefined = document; next !== undefined;) {
    const { family } = readHistory(next.id, next.body);
    if (family?.into === undefined) return keptHistory(next, views);
    [next] = await views.get('customers', [family.into]);
  }
  return undefined;
}

/** All customers who are not merged, in the order of their ids, as they are kept. @param after the id to begin after */
export async function* allKept(views: Kept & Pick<Views, 'find'>, after?: string): AsyncIterable<History> {
  for await (const document of findAll(views, 'customers', after === undefined ? {} : { after })) {
    const history = await keptHistory(document, views);
    if (history !== undefined) yield history;
  }
}
