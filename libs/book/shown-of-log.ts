import { isNarrowedNow } from './access/narrowing.js';
import type { Book } from './book.js';

/** What figures say of the log that they are of, beside the position: how many events there are is not for who sees a part only. */
export function shownOfLog({ guard, restored }: Pick<Book, 'guard' | 'restored'>) {
  return { ...guard?.shown, ...(restored !== undefined && !isNarrowedNow() && { restored }) };
}
