import type { TUnsafe } from 'typebox';
import { kind, NONE, refused, type Rule } from '#ledger/input/kind.js';
import { object, optional, type Said } from '#ledger/input/object.js';
import { label, oneOf, text } from '#ledger/input/text.js';
import { duration } from '../alerts/alert.kinds.js';
import { STAGES } from '../customers/timeline/standing.js';
import { cronExpression } from '../schedules/schedule.kinds.js';
import { DATES, TRIGGERS, type Trigger } from './automation.js';

const LONGEST_WAIT = /^(?:[1-9]\d{0,3}m|[1-9]\d{0,3}h|[1-9]\d?d|[1-3]\d\dd|400d)$/;

/** A time from when an occasion is known. */
export const wait: TUnsafe<string> = kind<string>(
  {
    type: 'string',
    pattern: LONGEST_WAIT.source,
    description: 'from when an occasion is known until it is decided: minutes, hours or days',
    examples: ['2d', '4h', '30m'],
  },
  {
    refusals: (value) =>
      isWait(value) ? NONE : refused(value, 'must be a time such as "30m", "4h" or "2d", up to "400d"'),
    accepts: isWait,
  },
);

function isWait(value: unknown): boolean {
  return typeof value === 'string' && LONGEST_WAIT.test(value);
}

const DATE = object(
  {
    of: oneOf(DATES),
    after: optional(duration('days after it')),
    before: optional(duration('days before it')),
  },
  ({ after, before }, scope) => {
    if (after !== undefined && before !== undefined) scope.fail('before', 'cannot be beside after: one of the two');
  },
);

const stage = optional(oneOf(STAGES));

const FIELDS = {
  fact: optional(oneOf(Object.keys(TRIGGERS) as readonly Trigger[])),
  where: optional(text),
  stage: optional(object({ from: stage, to: stage })),
  tier: optional(object({ from: optional(label), to: optional(label) })),
  enters: optional(label),
  leaves: optional(label),
  date: optional(DATE),
  inactivity: optional(object({ opportunity: duration('without any change while it is open') })),
  every: optional(cronExpression),
  segment: optional(label),
  now: optional(label),
};

/** What sets an automation off: one of the triggers. */
export const ON = object(FIELDS, onlyOne as Rule<Said<typeof FIELDS>>);

const KINDS = ['fact', 'stage', 'tier', 'enters', 'leaves', 'date', 'inactivity', 'every', 'now'] as const;

function onlyOne(said: Partial<Said<typeof FIELDS>>, scope: Parameters<Rule<object>>[1]): void {
  if (!scope.sound) return;
  const there = KINDS.filter((name) => said[name] !== undefined);
  if (there.length !== 1) scope.fail('', `must be one of ${KINDS.join(', ')}`);
  if (said.where !== undefined && said.fact === undefined) scope.fail('where', 'is of a fact: leave it out');
  if (said.every !== undefined && said.segment === undefined)
    scope.fail('segment', 'is required with every: over whom');
  if (said.every === undefined && said.segment !== undefined) scope.fail('segment', 'goes with every: leave it out');
}
