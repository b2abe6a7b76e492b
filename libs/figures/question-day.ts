import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { parseDay } from '#kernel/time/calendar.js';

/** A date of a question. @throws Problem for what is none, and for instants: those are answered by a replay, by whoever asks this */
export function parseQuestionDay(name: string, value: unknown): number {
  const day = typeof value === 'string' ? parseDay(value) : undefined;
  if (day !== undefined) return day;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d[Tt]/.test(value))
    throw new Problem(
      'instant-not-supported',
      `${name} must be a date such as "${value.slice(0, 10)}", which means the whole day: an instant goes into asOf or knownAt`,
    );
  const detail = refusing(value, 'must be a date such as "2024-01-31"');
  throw new Problem('invalid-request', `${name} ${detail}`, [{ field: name, detail }]);
}
