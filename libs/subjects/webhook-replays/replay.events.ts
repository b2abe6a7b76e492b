import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';

/** Permanent: what the streams of replays are called; the webhook follows. */
export const REPLAY_STREAM = 'resending-';

/** A webhook's events are to be sent once more: from one position to another, both among them. */
export type WebhookReplayed = EventOf<
  'WebhookReplayed',
  { readonly id: string; readonly webhookId: string; readonly from: string; readonly to: string }
>;

export const REPLAY_EVENTS: EventTypes = { WebhookReplayed: { schema: 1, isSetting: true, check: checkShape } };

function checkShape({ data }: NewEvent): void {
  needText(data, 'id', 'webhookId', 'from', 'to');
}
