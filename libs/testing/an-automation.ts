import { OF_A_SUBSCRIPTION } from './a-subscription.js';

/** What is said of customers' subscriptions and consents, of what is to be done about them, and of what acts on them: by the names of the commands. */
export const ABOUT_CUSTOMERS: readonly (readonly [string, object])[] = [
  [
    'SetAutomation',
    {
      id: 'au1',
      title: 'Thank you',
      description: 'd',
      on: { fact: 'RecordSale' },
      if: 'orders == 1',
      do: [{ followUp: { assign: 'salesperson', due: '3d', note: 'call' } }, { followUp: {} }],
      once: 'per-year',
      holdOut: '0.10',
    },
  ],
  ['OpenFollowUp', { id: 'f1', customerId: 'c1', assignee: 'Ann', due: '2024-05-03', note: 'call' }],
  ['FinishFollowUp', { id: 'f2', followUpId: 'f1', reason: 'done' }],
  ['CancelFollowUp', { id: 'f3', followUpId: 'f1', reason: 'not done' }],
  ['SetConsent', { id: 'c1', channel: 'mail', given: true, at: '2024-02-01' }],
  ['SetConsent', { id: 'c1', channel: 'mail', given: false, at: '2024-02-02' }],
  ...OF_A_SUBSCRIPTION,
];

const DECIDED = { automation: 'au1', version: 1, customer: 'c1', at: '2024-05-01T12:00:00.000Z', year: '2024' };
const TASK = { assignee: 'Ann', due: '2024-05-04', note: 'call' };
const JUDGED = { once: 'per-year', tasks: [TASK] };
const CAPPED = { ...JUDGED, once: 'per-entry', cap: { messages: 2, per: '7d' }, messages: 1 };

const CAUSES = [{ automation: 'au2', occasion: 'e1' }];

/** What an automation records, by the names of its own commands. */
export const BY_AN_AUTOMATION: readonly (readonly [string, object])[] = [
  ['DecideAction', { decided: { ...DECIDED, occasion: 'e1' }, ...JUDGED }],
  ['DecideAction', { decided: { ...DECIDED, occasion: 'e2' }, ...JUDGED, verdict: 'late' }],
  [
    'DecideAction',
    {
      decided: { ...DECIDED, occasion: 'e3' },
      ...JUDGED,
      once: 'per-entry',
      actions: [{ assign: { inTurn: ['Ann'] } }],
    },
  ],
  [
    'DecideAction',
    {
      decided: { ...DECIDED, occasion: 'e4' },
      ...CAPPED,
      verdict: 'quiet-hours',
      actions: [{ message: { channel: 'letters', action: 0 } }],
    },
  ],
  ['DecideAction', { decided: { ...DECIDED, occasion: 'e5' }, ...CAPPED, verdict: 'hold-out' }],
  ['DecideAction', { decided: { ...DECIDED, occasion: 'e6', causes: CAUSES }, ...JUDGED, verdict: 'chain' }],
  ['StopChain', { id: 'chain-1', customer: 'c1', automation: 'au1', occasion: 'e6', causes: CAUSES }],
  ['AssignCustomer', { id: 'turn.0', customerId: 'c1', automation: 'au1', occasion: 'e3', among: ['Ann'] }],
  ['OpenTask', { id: 'task.0', customerId: 'c1', ...TASK, automation: 'au1', occasion: 'e1' }],
];
