import { understood, type Rule } from '#ledger/input/kind.js';
import { object, optional, type Said } from '#ledger/input/object.js';
import { label, oneOf } from '#ledger/input/text.js';
import { EVERY, REPORT_FORMATS, REPORT_LANGUAGES } from './schedule.js';
import { timeZone } from '#ledger/input/time-zone.js';
import { channelIds, cronExpression, timeOfDay } from './schedule.kinds.js';

const FIELDS = {
  title: label,
  question: optional(label),
  dashboard: optional(label),
  every: optional(oneOf(EVERY)),
  cron: optional(cronExpression),
  at: optional(timeOfDay),
  timeZone: understood(timeZone, ({ calendar }) => calendar.zone),
  format: oneOf(REPORT_FORMATS),
  channels: channelIds,
  language: understood(oneOf(REPORT_LANGUAGES), () => 'en' as const),
};

const rule: Rule<Said<typeof FIELDS>> = (_said, scope) => {
  scope.requireOneOf('question', 'dashboard');
  scope.requireOneOf('every', 'cron');
  if (scope.gives('every') && !scope.gives('at')) scope.fail('at', 'is required with every: the time of day');
  if (scope.gives('cron') && scope.gives('at')) scope.fail('at', 'cannot go with cron, which says the time of day');
};

/** What is said of a schedule: what it reports, when, in which form and to whom. */
export const SCHEDULE = object(FIELDS, rule);
