import type { Readable } from 'node:stream';
import type { Needed } from '#kernel/scopes.js';
import type { Book } from '../book.js';
import { needAllowed } from './principal.js';

/** Milliseconds between two looks: a key also expires without anybody saying so. */
const LOOK_AGAIN = 1_000;

/** Ends an answer that goes on and on when its asker would not be given it any more. @param needs what whoever asks for it needs */
export function whileAdmitted(
  { door, access }: Pick<Book, 'door' | 'access'>,
  authorization: string | undefined,
  needs: Needed,
  answer: Readable,
): void {
  if (door === undefined) return;
  const look = (): void => {
    try {
      needAllowed(door.admit(authorization), needs);
    } catch {
      answer.destroy();
    }
  };
  const stop = access.onChange(look);
  const timer = setInterval(look, LOOK_AGAIN).unref();
  answer.once('close', () => {
    stop();
    clearInterval(timer);
  });
}
