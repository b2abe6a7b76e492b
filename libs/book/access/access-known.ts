import { hadHappened } from '#kernel/time/moment.js';
import type { Access } from '#subjects/access/access.state.js';
import { momentOf } from '../answered.js';
import type { Book } from '../book.js';

/** Who may what, by all that is recorded or by what was at a time: a date, which means its end, or an instant. @throws Problem `invalid-request` */
export async function accessKnown(book: Book, knownAt: string | undefined): Promise<Access> {
  const { access, calendar } = book;
  const moment = momentOf(book, 'knownAt', knownAt);
  await access.refresh();
  return moment === undefined ? access.now : access.known((recordedAt) => hadHappened(recordedAt, moment, calendar));
}
