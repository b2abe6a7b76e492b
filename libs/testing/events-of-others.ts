import { Problem } from '#kernel/problem.js';
import type { CommandType } from '#ledger/command-type.js';
import type { Desk } from './desk.js';
import { refOf, type CloudEvent } from '#subjects/cloud-events/cloud-event.js';
import { aboutEvent, quarantine, resubmitted, take } from '#subjects/cloud-events/cloud-event.commands.js';

/** An event of another system, as one that was read. */
function eventOfOthers(id: string, type = 'com.shop.order'): CloudEvent {
  const own = { id, source: '/shop', type };
  return { ...own, attributes: { specversion: '1.0', ...own }, data: { number: 7, mail: 'z@example.org' } };
}

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const fact = { type: 'RecordSale', id: 'w-7' };
const [taken, resent, dropped] = ['e1', 'e2', 'e3'].map((id) => eventOfOthers(id)) as [
  CloudEvent,
  CloudEvent,
  CloudEvent,
];
const unknown = new Problem('not-found', 'no mapping says what com.shop.order is');

/** What is noted of events of others, one command for each kind of note. */
const NOTES_OF_EVENTS: readonly Pick<CommandType, 'record'>[] = [
  {
    record: (_data, { handler, reading }) =>
      take(
        taken,
        { ...aboutEvent(taken), fact, mapping: { id: 'com.shop.order', version: 1 } },
        { handler, reading: { ...reading, traceparent: TRACEPARENT } },
      ),
  },
  { record: (_data, desk) => quarantine(resent, unknown, desk) },
  { record: (_data, desk) => quarantine(dropped, unknown, desk) },
  { record: (_data, desk) => resubmitted(refOf(resent), fact, desk, 'jo') },
];

/** Ends the one that is left in quarantine. */
const DISCARDING = ['DiscardCloudEvent', { id: refOf(dropped), reason: 'a test of theirs' }] as const;

/** Notes what becomes of events of others. */
export async function noteEvents({ ledger }: Desk): Promise<void> {
  for (const note of NOTES_OF_EVENTS) await ledger.take(note, {});
  await ledger.record(...DISCARDING);
}

/** What is said of a mapping. */
export const OF_A_MAPPING: readonly (readonly [string, object])[] = [
  [
    'SetMapping',
    {
      id: 'com.shop.order',
      type: 'RecordSale',
      where: 'data.paid',
      fields: { id: 'data.number', lines: 'data.items.map(i, {"product": i.sku, "quantity": 1})' },
      otherwise: [{ type: 'LogInteraction', fields: { kind: '"order"' } }],
      description: 'd',
    },
  ],
  ['RetireMapping', { id: 'com.shop.order' }],
];

/** What is said of a webhook. */
export const OF_A_WEBHOOK: readonly (readonly [string, object])[] = [
  [
    'SetWebhook',
    {
      id: 'warehouse',
      url: 'https://hooks.example.com/tally',
      types: ['SaleRecorded', '*'],
      where: 'data.channel == "web"',
      from: 7,
      secret: `whsec_${'B'.repeat(44)}`,
      description: 'd',
    },
  ],
  ['ReplayWebhook', { webhookId: 'warehouse', id: 're1', from: '1', to: 9 }],
  ['RetireWebhook', { id: 'warehouse' }],
];
