import { Problem } from '#kernel/problem.js';

/** Where a list goes on, for callers to send back as it is. */
export function encodeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** @throws Problem for what no page has given out */
export function decodeCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url');
  if (place.length > 0 && place.toString('base64url') === cursor) return place.toString();
  throw badCursor();
}

export function badCursor(): Problem {
  const detail = 'must be the `next` of an earlier page of the same question';
  return new Problem('invalid-request', `cursor ${detail}`, [{ field: 'cursor', detail }]);
}
