import { CALENDAR_DIMENSIONS } from '#figures/dimensions.js';
import { begins, changes } from '#ledger/command-type.js';
import { customerOf, customerStream } from '../customers/customer-as-of.js';
import { onTimeline } from '../customers/timeline/effect.js';
import type { Subject } from '../subject.js';
import { INTERACTION, LOGGING, VOIDING } from './interaction.commands.js';
import { INTERACTION_DIMENSIONS, INTERACTION_LABELS } from './interaction.dimensions.js';
import { INTERACTION_EVENTS } from './interaction.events.js';
import { interactionEffect } from './interaction.facts.js';
import { INTERACTION_READS } from './interaction.reads.js';
import { INTERACTION_METRICS } from './interaction.metrics.js';

/** What was talked with a customer: calls, mails, visits. */
export const INTERACTIONS: Subject = {
  name: 'interaction',
  events: INTERACTION_EVENTS,
  personal: INTERACTION,
  commands: {
    LogInteraction: begins(INTERACTION, {
      input: LOGGING,
      complete: async (asked, desk) => ({ ...asked, ...(await customerOf(asked.interaction, asked.at, desk)) }),
      looksAt: (data) => [customerStream(data)],
      route: { method: 'POST', path: 'interactions' },
      problems: ['customer-unknown'],
      example: {
        summary: 'Log an interaction',
        body: {
          id: 'i-1',
          customerId: 'ada',
          occurredAt: '2024-03-05T09:00:00Z',
          kind: 'call',
          direction: 'out',
          durationSeconds: 180,
        },
      },
    }),
    VoidInteraction: changes(INTERACTION, {
      input: VOIDING,
      route: { method: 'POST', path: 'interactions/:id/void', names: 'interactionId' },
      problems: ['not-found', 'already-voided'],
      example: { summary: 'Void an interaction', id: 'i-1', body: { id: 'iv-1', reason: 'wrong customer' } },
    }),
  },
  series: [
    {
      /** One interaction; the labels are the customer's at the end of the day. */
      name: 'interactions',
      dimensions: INTERACTION_DIMENSIONS,
      labels: INTERACTION_LABELS,
      ofCustomer: ['salesperson'],
      measures: { interactions: 'count', seconds: 'count' },
      days: ({ interactions }) => [interactions],
      told: { interactions: 'interactions' },
    },
  ],
  facts: onTimeline(interactionEffect),
  reads: INTERACTION_READS,
  metrics: INTERACTION_METRICS,
  dimensions: {
    ...CALENDAR_DIMENSIONS,
    kind: { isCommon: true },
    direction: { values: ['', 'in', 'out'] },
  },
};
