import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Outgoing } from '#kernel/message.js';
import { Receiver } from '#testing/receiver.js';
import { Destinations } from './addresses.js';
import { post } from './post.js';
import { sendWebhook } from './webhook.js';

const secret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const message = { title: 'Sales fell', text: 'by a fifth', data: { change: '-0.2', name: 'Größe 收入' } };
const outgoing: Outgoing = { id: 'alert:ü/1', subject: 'alert', at: '2024-05-01T10:00:00.000Z', message };

describe('a webhook', () => {
  let receiver: Receiver;
  let to: Destinations;

  beforeAll(async () => {
    receiver = await Receiver.start();
    to = new Destinations([receiver.place]);
  });
  afterAll(() => receiver.stop());

  const send = (secrets: readonly string[], signal = new AbortController().signal): Promise<void> =>
    sendWebhook({ url: receiver.url, secrets }, outgoing, to, new Date(), signal);
  const taken = () => receiver.received.splice(0)[0]!;

  it('is what receivers of the Standard Webhooks specification verify', async () => {
    const known = secret();
    await send([known]);
    const { headers, body } = taken();
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'alert%3A%C3%BC%2F1' });
    expect(new Webhook(known).verify(body, headers as Record<string, string>)).toEqual({
      type: 'alert',
      timestamp: '2024-05-01T10:00:00.000Z',
      data: message.data,
    });
    expect(() => new Webhook(secret()).verify(body, headers as Record<string, string>)).toThrow(
      'No matching signature',
    );
    expect(() => new Webhook(known).verify(`${body} `, headers as Record<string, string>)).toThrow(
      'No matching signature',
    );
  });

  it('satisfies receivers of either secret while it is changed', async () => {
    const [before, after] = [secret(), secret()];
    await send([after, before]);
    const { headers, body } = taken();
    for (const known of [before, after])
      expect(new Webhook(known).verify(body, headers as Record<string, string>)).toMatchObject({ type: 'alert' });
  });

  it('has the same id every time it is sent, and no signature without a secret', async () => {
    await send([]);
    await send([]);
    const all = receiver.received.splice(0).map(({ headers }) => headers);
    expect(all.map((headers) => headers['webhook-id'])).toEqual(['alert%3A%C3%BC%2F1', 'alert%3A%C3%BC%2F1']);
    expect(all.every((headers) => headers['webhook-signature'] === undefined)).toBe(true);
  });

  it('follows no redirect', async () => {
    receiver.replies.push({ status: 302, headers: { location: '/elsewhere' } });
    await expect(send([])).rejects.toThrow('it answers 302, a redirect, which is not followed');
    expect(receiver.received.splice(0).map(({ path }) => path)).toEqual(['/hook']);
  });

  it('says what a receiver says that refuses', async () => {
    receiver.replies.push({ status: 503, body: 'come\n back   later' }, { status: 410 });
    await expect(send([])).rejects.toThrow('it answers 503: come back later');
    await expect(send([])).rejects.toThrow(/^it answers 410$/);
    receiver.received.length = 0;
  });

  it('reads no more than 64 KiB of an answer', async () => {
    receiver.replies.push({ body: Buffer.alloc(50_000_000, 'x') });
    await send([]);
    receiver.replies.push({ status: 500, body: Buffer.alloc(50_000_000, 'x') });
    await expect(send([])).rejects.toThrow(`it answers 500: ${'x'.repeat(200)}`);
    receiver.received.length = 0;
  });

  it('gives up where the receiver is silent, and where nobody listens', async () => {
    receiver.replies.push({ silent: true });
    const limit = new AbortController();
    const sending = send([], limit.signal);
    while (receiver.received.length === 0) await new Promise((resolve) => setImmediate(resolve));
    limit.abort();
    await expect(sending).rejects.toThrow();
    receiver.replies.push({ silent: true });
    const waiting = post({ url: receiver.url, body: '{}', timeout: 20 }, to, new AbortController().signal);
    await expect(waiting).rejects.toThrow('no answer within 0.02 s');
    const gone = await Receiver.start();
    const allowed = new Destinations([gone.place]);
    const channel = { url: gone.url, secrets: [] };
    await gone.stop();
    const lost = sendWebhook(channel, outgoing, allowed, new Date(), new AbortController().signal);
    await expect(lost).rejects.toThrow('ECONNREFUSED');
  });
});
