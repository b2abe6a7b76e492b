import { namedSubject } from '../named.js';
import type { Subject } from '../subject.js';
import { AUTOMATION, needConditions } from './automation.input.js';
import { referencesOf } from './references.js';

/** Rules that act on customers. What they decided and did is of `actions`. */
export const AUTOMATIONS: Subject = namedSubject({
  name: 'automation',
  path: 'automations',
  words: 'an automation',
  scope: 'policy',
  content: AUTOMATION,
  means: needConditions,
  refers: referencesOf,
  example: {
    id: 'thank-you',
    content: {
      title: 'Call who buys for the first time',
      on: { fact: 'RecordSale', where: 'event.total > money("20")' },
      if: 'orders == 1',
      do: [{ followUp: { assign: 'salesperson', due: '3d', note: 'say thank you' } }],
      once: 'per-customer',
      holdOut: '0.1',
      goal: { metric: 'orders', within: '30d' },
    },
  },
});
