import { Type } from 'typebox';
import {
  byName,
  closed,
  count,
  DATE,
  INSTANT,
  named,
  NEXT,
  oneOf,
  POSITION,
  text,
  type Told,
} from '#kernel/answer-schema.js';
import { FIGURE } from '#figures/figure.answers.js';
import { AGAINST, SEVERITIES } from '../alerts/alert-rule.js';
import { STATES } from './part-state.js';

const BOUNDS = Type.Array(Type.String(), { minItems: 2, maxItems: 2, description: 'the lower and the upper one' });

/** The condition of a rule, as it is shown. */
const CONDITION = closed({
  above: Type.Optional(text('a decimal')),
  below: Type.Optional(text('a decimal')),
  outside: Type.Optional(BOUNDS),
  inside: Type.Optional(BOUNDS),
  change: Type.Optional(
    closed({
      against: oneOf(AGAINST),
      above: Type.Optional(text('a ratio')),
      below: Type.Optional(text('a ratio')),
    }),
  ),
  anomaly: Type.Optional(closed({ sensitivity: Type.Integer({ minimum: 1, maximum: 10 }) })),
  noData: Type.Optional(Type.Boolean()),
  attainment: Type.Optional(closed({ below: text('a ratio') })),
});

const RULE = {
  title: text('what people know it by'),
  metric: text('what it watches'),
  where: byName(Type.Array(Type.String()), 'by dimension'),
  by: Type.Optional(text('the dimension every value of which has a state')),
  window: text('the days that the figure is of'),
  condition: CONDITION,
  clear: Type.Optional(Type.Union([Type.String(), BOUNDS], { description: 'where it is over' })),
  for: Type.Optional(text('on how many days in a row it has to hold')),
  cooldown: Type.Optional(text('for how long a part that fired does not fire again')),
  severity: oneOf(SEVERITIES),
  channels: Type.Array(Type.String(), { description: 'who is told' }),
  enabled: Type.Boolean(),
};

/** A part of an alert. */
const ALERT_PART = named('AlertPart', 'A part of an alert and how it stands', {
  part: text('a value of the dimension it goes by; empty where it goes by none'),
  state: oneOf(STATES),
  value: FIGURE,
  since: INSTANT,
  occasion: count('how often it has fired'),
  firedFor: Type.Optional(DATE),
  resolvedFor: Type.Optional(DATE),
  quietUntil: Type.Optional(INSTANT),
  assignedTo: Type.Optional(text('who is to look at it')),
});
export type AlertPart = Told<typeof ALERT_PART>;

/** An alert with its parts. */
export const ALERT_SHOWN = named('Alert', 'A rule that watches a metric, and how its parts stand', {
  id: text('as the caller gave it'),
  version: Type.Integer({ minimum: 1, description: 'which of its versions; the ETag, quoted' }),
  position: POSITION,
  recordedAt: INSTANT,
  ...RULE,
  parts: Type.Array(ALERT_PART, { description: 'at most 1,000; in a list those that ever fired' }),
  judgedAt: Type.Optional(POSITION),
});
export type AlertShown = Told<typeof ALERT_SHOWN>;

export const ALERT_LIST = named('AlertList', 'All that are there, a page of them', {
  alerts: Type.Array(ALERT_SHOWN),
  next: NEXT,
});

const NOTE = closed({
  kind: oneOf(['acknowledged', 'snoozed', 'assigned', 'commented']),
  at: INSTANT,
  by: Type.Optional(text('on whose behalf')),
  until: Type.Optional(INSTANT),
  to: Type.Optional(text('who is to look at it')),
  text: Type.Optional(text('what was said')),
});

/** Each time that an alert fired, and when it would have. */
export const ALERT_HISTORY = named('AlertHistory', 'Each time that an alert fired, the last first', {
  id: text('of the alert'),
  firings: Type.Array(
    named('AlertFiring', 'One time that a part fired, with what became of it', {
      part: text('of the alert'),
      occasion: count('the number of the firing, among those of its part'),
      value: FIGURE,
      threshold: text('what it was compared with'),
      window: closed({ from: DATE, to: DATE }, 'the days that the figure was of'),
      position: POSITION,
      firedFor: DATE,
      firedAt: INSTANT,
      severity: text('as the rule had it'),
      resolved: Type.Optional(closed({ at: INSTANT, for: DATE, value: FIGURE })),
      notes: Type.Array(NOTE, { description: 'what people said about it' }),
    }),
  ),
  wouldHaveFired: Type.Array(closed({ day: DATE, part: text('of the alert'), value: FIGURE, knownSince: DATE }), {
    description: 'days for which it did not fire, since the facts came when its window was over',
  }),
  next: NEXT,
});
export type AlertHistory = Told<typeof ALERT_HISTORY>;

const HAPPENINGS = Type.Array(closed({ day: DATE, part: text('of the alert'), value: FIGURE }));
const COURSE = named('AlertCourse', 'What a rule did, or would have done', {
  firings: HAPPENINGS,
  resolutions: HAPPENINGS,
});

/** What a rule did and would have done. */
export const BACKTEST = named('AlertBacktest', 'What a rule did and would have done, day by day', {
  from: DATE,
  to: DATE,
  live: COURSE,
  knownThen: COURSE,
  hindsight: COURSE,
  counts: byName(closed({ firings: count('in all'), resolutions: count('in all') }), 'by live, knownThen, hindsight'),
  differ: Type.Array(DATE, { description: 'days of which the three do not say the same' }),
  seen: Type.Array(
    closed({
      day: DATE,
      part: text('of the alert'),
      value: FIGURE,
      expected: Type.Optional(
        Type.Array(Type.Number(), {
          minItems: 2,
          maxItems: 2,
          description: 'of anomaly: where the figure was expected',
        }),
      ),
    }),
    { description: 'what is judged at the end of each day, as known now: of 20 parts at most, those that fire first' },
  ),
});
export type Backtest = Told<typeof BACKTEST>;
