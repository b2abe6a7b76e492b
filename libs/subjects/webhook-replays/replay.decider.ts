import type { Decider } from '#kernel/decider.js';
import type { WebhookReplayed } from './replay.events.js';

export interface ReplayWebhook {
  readonly type: 'ReplayWebhook';
  /** The webhook. */
  readonly id: string;
  readonly at: string;
  readonly replay: WebhookReplayed['data'];
}

/** Every replay is one more. */
export const replayDecider: Decider<object, ReplayWebhook, WebhookReplayed> = {
  initial: {},

  evolve: (state) => state,

  decide: ({ at, id, replay }) => [
    { type: 'WebhookReplayed', schema: 1, occurredAt: at, key: `resending-${id}`, data: replay },
  ],
};
