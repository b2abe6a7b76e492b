import type { NamedContent } from '#ledger/named/named.events.js';
import { namedSubject } from '../named.js';
import type { Subject } from '../subject.js';
import { parseWhere } from './where.js';
import { WEBHOOK, type WebhookSaid } from './webhook.input.js';

/** Who outside is told of which events. */
export const WEBHOOKS: Subject = namedSubject({
  name: 'webhook',
  path: 'webhooks',
  words: 'a webhook',
  scope: 'admin',
  readScope: 'read:records',
  asOneself: true,
  content: WEBHOOK,
  secrets: ['secret'],
  means: ({ where }: WebhookSaid) => {
    if (where !== undefined) parseWhere(where);
  },
  refers: ({ channel }: NamedContent) =>
    typeof channel === 'string' ? [{ to: 'channel', id: channel, field: 'channel' }] : [],
  example: {
    id: 'warehouse',
    content: {
      url: 'https://hooks.example.com/tally',
      types: ['SaleRecorded', 'SaleVoided'],
      where: 'event.type != "SaleRecorded" || data.channel == "web"',
    },
  },
});
