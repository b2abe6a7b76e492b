import type { Json, RecordedEvent } from '#kernel/event.js';
import type { NewDelivery } from '#kernel/delivery.js';
import { channelOf, versionFor, type Webhook } from '#subjects/webhooks/webhook.js';
import { isToldOf } from './told-of.js';

/** Permanent: the kind of deliveries that tell of an event, and their subject. */
export const WEBHOOK_DELIVERY = 'webhook';

/** What a delivery knows of its event. Nothing of a person: what is told is looked up when it is sent. */
export interface WebhookBody {
  readonly webhook: string;
  /** Of the event. */
  readonly position: number;
  /** What receivers know it by: the same for every time it is sent, replays among them. */
  readonly messageId: string;
}

/** A stretch of the log that is sent once more. */
export interface Replay {
  /** Of the event that asks for it: each is an occasion of its own. */
  readonly position: number;
}

/**
 * The deliveries of events that a webhook is told of, each named after its event: whoever enqueues it, and however often, it is there once.
 * Those of one customer leave in the order of the log. @param replay undefined for events that are told of as they come
 */
export function deliveriesOf(
  webhook: Webhook,
  events: readonly RecordedEvent[],
  replay?: Replay,
): readonly NewDelivery[] {
  const again = replay === undefined ? '' : `.${String(replay.position)}`;
  return events.flatMap((event) => {
    const { content } = versionFor(webhook, event.position);
    if (!isToldOf(content, event)) return [];
    const { id: of, position, key } = event;
    const messageId = `webhook-${webhook.id}-${of}`;
    const body: WebhookBody = { webhook: webhook.id, position, messageId };
    return {
      id: messageId + again,
      kind: WEBHOOK_DELIVERY,
      channel: channelOf(webhook.id, content),
      subject: WEBHOOK_DELIVERY,
      body: body as object as Json,
      lane: { name: JSON.stringify([webhook.id + again, key]), place: position },
    };
  });
}
