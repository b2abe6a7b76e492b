import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type { Needed } from '#kernel/scopes.js';
import type { Narrowed } from '#subjects/access/access.events.js';
import type { Book } from '../book.js';
import type { Credentials } from './doorkeeper.js';
import { needAllowed, type Made } from './principal.js';

/** Milliseconds between two looks: a key also expires without anybody saying so. */
const LOOK_AGAIN = 1_000;

/** Ends an answer that goes on and on when its asker would not be given it any more. @param needs what whoever asks for it needs */
export function whileAdmitted(
  { door, access }: Pick<Book, 'door' | 'access'>,
  credentials: Credentials,
  needs: Needed,
  made: Made,
  answer: Readable,
): void {
  if (door === undefined) return;
  const seenBy = ({ rows, minGroup }: Narrowed) => ({ rows, minGroup });
  const begun = seenBy(door.admit(credentials));
  const look = (): void => {
    try {
      const who = door.admit(credentials);
      needAllowed(who, needs, made);
      // It is of what was seen when it began.
      if (!isDeepStrictEqual(seenBy(who), begun)) answer.destroy();
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
