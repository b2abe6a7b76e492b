import type { Stale } from '#engine/project/parking.js';
import { Problem } from '#kernel/problem.js';
import type { Book } from './book.js';

/** For what would be wrong or would break off while events wait to be decoded. @throws Problem `undecodable-event` naming the first of one customer */
export async function needDecodable({ models }: Book, what: string): Promise<void> {
  const [first] = await models.use(undefined, ({ views }) => views.find('stale', { limit: 1 }));
  if (first === undefined) return;
  const { since, type, reason } = first.body as object as Stale;
  const detail = `the event ${type} at position ${String(since)} (${first.id}) cannot be decoded: ${reason}`;
  throw new Problem(
    'undecodable-event',
    `${detail}. ${what} needs a release that can, and a fact recorded after its start`,
  );
}
