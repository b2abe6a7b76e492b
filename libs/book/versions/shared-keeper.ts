import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { SharedBook } from '../shared-book.js';
import { Keeper, type KeeperParts } from './keeper.js';

/** In the positions of EventStoreDB, which are bytes. */
const NEAR = 1_000_000;

/** The keeper of a book over several machines. Permanent: the names of its versions begin with the book's. */
export function sharedKeeper(
  book: SharedBook,
  parts: Omit<KeeperParts, 'calendar' | 'prefix' | 'schema' | 'near'>,
): Keeper {
  return new Keeper({
    ...parts,
    calendar: book.calendar,
    prefix: `book-${book.id}.v`,
    schema: VIEW_SCHEMA,
    near: NEAR,
  });
}

/** Permanent: what the register of a book's versions is called. */
export function registerName({ id }: Pick<SharedBook, 'id'>): string {
  return `versions-${id}`;
}
