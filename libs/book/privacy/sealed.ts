import { isSealed } from '#engine/personal/sealed-personal.js';
import { PERSONAL } from '#figures/journal/journal-documents.js';
import { findAll } from '#kernel/ports/find-all.js';
import type { Book } from '../book.js';

/** The position of the first that was recorded of a person in clear, as far as the read models cover the log; undefined where all is sealed. */
export function firstUnsealed({ models }: Pick<Book, 'models'>, customer: string): Promise<number | undefined> {
  return models.use(undefined, async ({ views }) => {
    for await (const { id, body } of findAll(views, PERSONAL, { where: { customer } }))
      if (!isSealed(body)) return Number(id);
    return undefined;
  });
}
