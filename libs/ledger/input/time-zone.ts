import { Calendar } from '#kernel/time/calendar.js';
import { kind, NONE, refused } from './kind.js';

const ZONE = /^[A-Za-z][\w+/-]{0,63}$/;

/** An IANA time zone. */
export const timeZone = kind<string>(
  { type: 'string', maxLength: 64, description: 'an IANA time zone', examples: ['Europe/Berlin', 'UTC'] },
  {
    refusals: (value) => (isZone(value) ? NONE : refused(value, 'must be an IANA time zone such as "Europe/Berlin"')),
    accepts: isZone,
  },
);

function isZone(value: unknown): boolean {
  if (typeof value !== 'string' || !ZONE.test(value)) return false;
  try {
    return new Calendar(value, 1).zone === value;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
