import type { Hook } from '#kernel/channel.js';
import type { Outgoing } from '#kernel/message.js';
import type { Destinations } from './addresses.js';
import { post } from './post.js';
import { signature } from './signature.js';

/**
 * Posts to a program: `{"type", "timestamp", "data"}`, under the headers of the Standard Webhooks specification. `webhook-id` is the same for
 * every try of one delivery, `webhook-timestamp` is when this one is made.
 */
export async function sendWebhook(
  { url, secrets }: Hook,
  { id, subject, at, message }: Outgoing,
  to: Destinations,
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify({ type: subject, timestamp: at, data: message.data });
  const timestamp = Math.floor(now.getTime() / 1_000);
  // Header fields are bytes of Latin-1: an id may have any letter.
  const named = encodeURIComponent(id);
  const headers = {
    'webhook-id': named,
    'webhook-timestamp': String(timestamp),
    ...(secrets.length > 0 && { 'webhook-signature': signature({ id: named, timestamp, body }, secrets) }),
  };
  await post({ url, body, headers }, to, signal);
}
