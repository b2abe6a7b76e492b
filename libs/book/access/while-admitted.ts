import type { Readable } from 'node:stream';
import type { Book } from '../book.js';

/** Ends an answer that goes on and on when its asker would not be let in any more. */
export function whileAdmitted(
  { door, access }: Pick<Book, 'door' | 'access'>,
  authorization: string | undefined,
  answer: Readable,
): void {
  if (door === undefined) return;
  const stop = access.onChange(() => {
    try {
      door.admit(authorization);
    } catch {
      answer.destroy();
    }
  });
  answer.once('close', stop);
}
