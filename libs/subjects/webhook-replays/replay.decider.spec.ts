import { describe, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import { replayDecider, type ReplayWebhook } from './replay.decider.js';
import type { WebhookReplayed } from './replay.events.js';

const at = '2024-05-01T12:00:00.000Z';
const replay = { id: 'again', webhookId: 'w', from: '1', to: '9' };
const asked: ReplayWebhook = { type: 'ReplayWebhook', id: 'w', at, replay };
const event: WebhookReplayed = {
  type: 'WebhookReplayed',
  schema: 1,
  occurredAt: at,
  key: 'resending-w',
  data: replay,
};

describe('a replay of a webhook', () => {
  it('is one more whenever it is asked for', () => {
    given(replayDecider).when(asked).yields(event);
    given(replayDecider, event).when(asked).yields(event);
  });
});
