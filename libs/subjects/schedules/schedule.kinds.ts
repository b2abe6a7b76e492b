import type { TUnsafe } from 'typebox';
import { cron } from '#engine/schedule/timetable.js';
import { reasonOf } from '#kernel/reason.js';
import { labelError } from '#ledger/label.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';

/** Kinds of values that only schedules have. */

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** Characters of a cron expression: more are no sensible one. */
const LONGEST_CRON = 100;
/** Any time: an expression that never comes after it never comes. */
const ANY_TIME = Date.UTC(2024, 0, 1);
const MOST_CHANNELS = 20;

/** A time of day in hours and minutes. */
export const timeOfDay = told(
  { type: 'string', pattern: TIME.source, description: 'a time of day', examples: ['08:00', '23:59'] },
  (value) => (typeof value === 'string' && TIME.test(value) ? undefined : 'must be a time of day such as "08:00"'),
);

/** Minute, hour, day of the month, month, day of the week. */
export const cronExpression = told(
  {
    type: 'string',
    maxLength: LONGEST_CRON,
    description: 'a cron expression: minute, hour, day of the month, month, day of the week',
    examples: ['0 8 * * 1', '30 6 1 */3 *'],
  },
  cronError,
);

/** Ids of channels, none among them twice; perhaps none, where the runs are fetched. */
export const channelIds = kind<readonly string[]>(
  {
    type: 'array',
    items: { type: 'string' },
    maxItems: MOST_CHANNELS,
    description: 'what it goes through; none where runs are only kept',
    examples: [[], ['desk']],
  },
  {
    refusals: (value) =>
      areIds(value) ? NONE : refused(value, `must be a list of at most ${String(MOST_CHANNELS)} ids of channels`),
    accepts: areIds,
    normal: (value) => [...new Set(value as readonly string[])],
  },
);

function areIds(value: unknown): boolean {
  return Array.isArray(value) && value.length <= MOST_CHANNELS && value.every((id) => labelError(id) === undefined);
}

function cronError(value: unknown): string | undefined {
  const form = 'must be a cron expression of five parts such as "0 8 * * 1"';
  if (typeof value !== 'string' || value.length > LONGEST_CRON) return form;
  try {
    return cron(value, 'UTC').next(ANY_TIME) === undefined ? `${form} that comes at some time` : undefined;
  } catch (error) {
    return `${form}: ${reasonOf(error)}`;
  }
}

function told(description: object, errorOf: (value: unknown) => string | undefined): TUnsafe<string> {
  return kind<string>(description, {
    refusals: (value) => {
      const error = errorOf(value);
      return error === undefined ? NONE : refused(value, error);
    },
    accepts: (value) => errorOf(value) === undefined,
  });
}
