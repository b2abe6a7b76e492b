import { named, text, type Told } from '#kernel/answer-schema.js';

export const WEBHOOK_SECRET = named('WebhookSecret', 'What a webhook that says no secret signs with', {
  id: text('of the webhook'),
  secret: text('whsec_ and 32 bytes in base64: the same for ever'),
});
export type WebhookSecret = Told<typeof WEBHOOK_SECRET>;
