import { aggregate } from '#ledger/aggregate.js';
import { commandInput } from '#ledger/input/command-input.js';
import { whole } from '#ledger/input/number.js';
import { label, oneOf } from '#ledger/input/text.js';
import { date, startOfDate } from '#ledger/input/time.js';
import { retentionDecider, type PublishRetentionPolicy } from './retention.decider.js';
import { RETAINED, RETENTION_EVENTS } from './retention.events.js';

/** A hundred years. */
const MOST_DAYS = 36_500;

/** Whom a rule is of, and after how many days. */
export const RULE = { afterDays: whole(MOST_DAYS, 1), of: oneOf(RETAINED) };

export const RETENTION_PUBLICATION = commandInput(
  'PublishRetentionPolicy',
  { id: label, ...RULE, from: date },
  (data, { calendar }): PublishRetentionPolicy => ({
    type: 'PublishRetentionPolicy',
    at: startOfDate(data.from, calendar),
    data,
  }),
);

/** The one stream of its kind. */
export const RETENTION = aggregate('retention', {
  decider: retentionDecider,
  events: RETENTION_EVENTS,
  said: ({ data }) => ({ content: { type: 'PublishRetentionPolicy', ...data }, filled: [] }),
  claimsFirst: true,
});
