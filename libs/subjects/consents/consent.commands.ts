import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { pastInstant } from '#ledger/command.js';
import { changes } from '#ledger/command-type.js';
import { commandInput } from '#ledger/input/command-input.js';
import { flag } from '#ledger/input/flag.js';
import { optional } from '#ledger/input/object.js';
import { label } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { CUSTOMER, customerStreamOf } from '../customers/customer.commands.js';
import { consentDecider, type SetConsent } from './consent.decider.js';
import { CONSENT_EVENTS, CONSENT_STREAM } from './consent.events.js';

/** By its place in the stream: what was said and taken back may be said again. */
const CONSENT = aggregate(CONSENT_STREAM, {
  decider: consentDecider,
  events: CONSENT_EVENTS,
  said: ({ type, occurredAt: at, data: { customerId: id, channel } }) => ({
    content: { type: 'SetConsent', id, channel, given: type === 'ConsentGiven', at },
    filled: ['at'],
  }),
  claimsFirst: true,
  placed: ({ data }) => `consent-${String(data.change)}`,
});

export const SETTING_CONSENT = changes(CONSENT, {
  input: commandInput(
    'SetConsent',
    { id: label, channel: label, given: flag, at: optional(instant) },
    ({ at, ...said }, reading): SetConsent => ({ type: 'SetConsent', ...said, at: pastInstant('at', at, reading) }),
  ),
  complete: async (asked, { handler }) => {
    const { registeredAt } = await handler.stateOf(CUSTOMER, asked.id);
    if (registeredAt !== undefined) return asked;
    throw new Problem('not-found', `there is no customer ${asked.id}: register it first`);
  },
  looksAt: ({ id }) => [typeof id === 'string' ? customerStreamOf(id) : undefined],
  route: { method: 'PUT', path: 'customers/:id/consent', names: 'id' },
  problems: ['not-found'],
  example: {
    summary: 'Say that a customer may be written to, or may no more',
    id: 'ada',
    body: { channel: 'mail', given: true, at: '2024-02-01' },
  },
});
