import { nextEventId } from '#kernel/event-ids.js';
import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { changes } from '#ledger/command-type.js';
import { commandInput } from '#ledger/input/command-input.js';
import { understood } from '#ledger/input/kind.js';
import { position } from '#ledger/input/position.js';
import { label } from '#ledger/input/text.js';
import { thingsOf } from '#ledger/named/named.commands.js';
import { replayDecider, type ReplayWebhook } from './replay.decider.js';
import { REPLAY_EVENTS, REPLAY_STREAM, type WebhookReplayed } from './replay.events.js';
import { WEBHOOK_TYPES } from '../webhooks/webhook.js';

const REPLAY = aggregate<object, ReplayWebhook, WebhookReplayed>(REPLAY_STREAM, {
  decider: replayDecider,
  events: REPLAY_EVENTS,
  said: ({ data }) => ({ content: { type: 'ReplayWebhook', ...data }, filled: [] }),
  claimsFirst: true,
});

const INPUT = commandInput(
  'ReplayWebhook',
  { id: understood(label, () => `replay-${nextEventId()}`), webhookId: label, from: position, to: position },
  (replay, { now: at }): ReplayWebhook => ({ type: 'ReplayWebhook', at, id: replay.webhookId, replay }),
  ({ from, to }, scope) => {
    if (from !== undefined && to !== undefined && Number(from) > Number(to))
      scope.fail('to', 'must not lie before from');
  },
);

const WEBHOOKS = thingsOf({ name: 'webhook', types: WEBHOOK_TYPES });

export const REPLAYING = {
  ReplayWebhook: changes<object, ReplayWebhook, ReplayWebhook>(REPLAY, {
    input: INPUT,
    scope: 'admin',
    complete: async (asked, { handler }) => {
      const { content } = await handler.stateOf(WEBHOOKS, asked.id);
      if (content === undefined) throw new Problem('not-found', `there is no webhook ${asked.id}, or it is retired`);
      return asked;
    },
    looksAt: ({ webhookId }) => [typeof webhookId === 'string' ? `webhook-${webhookId}` : undefined],
    problems: ['not-found'],
    route: { method: 'POST', path: 'webhooks/:id/replay', names: 'webhookId' },
    example: {
      summary: 'Send the events of a webhook again, under the ids they were sent by',
      id: 'warehouse',
      body: { id: 'replay-1', from: '1', to: '100' },
    },
  }),
};
