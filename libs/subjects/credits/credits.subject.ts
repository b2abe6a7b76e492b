import { begins } from '#ledger/command-type.js';
import { customerStream } from '../customers/customer-as-of.js';
import { onTimeline } from '../customers/timeline/effect.js';
import { ratesStream } from '../rates/rates-of-day.js';
import { lookUp } from '../sales/attribution.js';
import { creditEffect } from '../sales/sale.facts.js';
import type { Subject } from '../subject.js';
import { CREDIT, CREDIT_INPUT } from './credit.commands.js';
import { CREDIT_EVENTS } from './credit.events.js';

/** Money given back that names no sale; its facts are those of a refund. */
export const CREDITS: Subject = {
  name: 'credit',
  events: CREDIT_EVENTS,
  commands: {
    RecordCredit: begins(CREDIT, {
      input: CREDIT_INPUT,
      complete: async ({ credit, ...asked }, desk) => {
        const { rate, ...customer } = await lookUp(credit, asked.at, desk);
        return { ...asked, ...customer, credit: { ...credit, rate } };
      },
      looksAt: (data) => [customerStream(data), ratesStream(data)],
      route: { method: 'POST', path: 'credits' },
      problems: ['customer-unknown'],
      example: {
        summary: 'Record a credit that names no sale',
        body: { id: 'k-1', customerId: 'ada', occurredAt: '2024-03-21', amount: '5', reason: 'goodwill' },
      },
    }),
  },
  facts: onTimeline(creditEffect),
};
