import { outOfOrder } from '#kernel/ports/assumed-clock.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { notAnInstant, type Calendar } from '#kernel/time/calendar.js';

/**
 * Since when a caller had known a fact, an instant or a day (from its start on): history of a book that has no other facts yet.
 * @returns RFC 3339 in UTC, undefined where nothing is said @throws Problem `invalid-request`; `known-out-of-order` for the future
 */
export function readKnownSince(said: unknown, now: string, calendar: Calendar): string | undefined {
  if (said === undefined) return undefined;
  const instant = typeof said === 'string' && said.length < 40 ? calendar.instant(said) : undefined;
  if (instant === undefined) {
    const detail = refusing(
      said,
      typeof said === 'string' ? notAnInstant(said) : 'must be an instant or a date as text',
    );
    throw new Problem('invalid-request', `knownSince ${detail}`, [{ field: 'knownSince', detail }]);
  }
  if (instant > now)
    throw outOfOrder(`knownSince ${instant} is ahead of the clock (${now}): nothing is known before it is`);
  return instant;
}
