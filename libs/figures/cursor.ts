import { contentHash } from '#kernel/canonical.js';
import type { Json } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';

/** Enough of a hash to tell one question from another. */
const MARK_LENGTH = 12;

/**
 * Where a list goes on, for callers to send back as it is: the key of the last item shown, never a count of items. `asked` is the question
 * without its page: another one refuses the cursor.
 */
export function encodeCursor(asked: object, place: Json): string {
  return Buffer.from(JSON.stringify([markOf(asked), place])).toString('base64url');
}

/** @throws Problem for what no page of this question has given out */
export function decodeCursor(asked: object, cursor: string): Json {
  const text = Buffer.from(cursor, 'base64url').toString();
  try {
    const [mark, place, ...rest] = JSON.parse(text) as readonly Json[];
    if (mark === markOf(asked) && place !== undefined && rest.length === 0) return place;
  } catch {
    // Not one of ours: answered below.
  }
  throw badCursor();
}

/** The same for a list whose key is the id. @throws Problem as `decodeCursor` */
export function decodeId(asked: object, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const place = decodeCursor(asked, cursor);
  if (typeof place === 'string') return place;
  throw badCursor();
}

export function badCursor(): Problem {
  const detail = 'must be the `next` of an earlier page of the same question';
  return new Problem('invalid-request', `cursor ${detail}`, [{ field: 'cursor', detail }]);
}

/** What is not named has no part in it. */
function markOf(asked: object): string {
  return contentHash(JSON.parse(JSON.stringify(asked)) as Json).slice(0, MARK_LENGTH);
}
