import { createHmac } from 'node:crypto';
import { KeptKey } from '#engine/kept-key.js';
import { Problem } from '#kernel/problem.js';
import { currentOf, webhookIn, WEBHOOK_STREAM } from '#subjects/webhooks/webhook.js';
import type { Book } from '../book.js';
import type { WebhookSecret } from './webhook.answers.js';

/** Permanent: what the key that secrets are made with is kept under, beside what is to leave the house. */
const KEY = 'webhooks';

/** What is signed with for a webhook that says no secret: the same for ever, made with a key of the book's own. */
export async function madeSecret({ outbox }: Pick<Book, 'outbox'>, id: string): Promise<string> {
  const key = await new KeptKey(outbox, KEY).bytes();
  return `whsec_${createHmac('sha256', key).update(id).digest('base64')}`;
}

/** The secret that was made for a webhook. @throws Problem `not-found` where there is none, or where it was said with one */
export async function showSecret(book: Pick<Book, 'outbox' | 'log'>, id: string): Promise<WebhookSecret> {
  const webhook = webhookIn(id, await book.log.readStream(WEBHOOK_STREAM + id));
  if (webhook === undefined) throw new Problem('not-found', `there is no webhook ${id}, or it is retired`);
  const { channel, secret } = currentOf(webhook).content;
  if (secret !== undefined || channel !== undefined)
    throw new Problem(
      'not-found',
      `what ${id} signs with was said with it, or with its channel: it is shown to nobody`,
    );
  return { id, secret: await madeSecret(book, id) };
}
