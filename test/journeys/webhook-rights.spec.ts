import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Receiver } from '#testing/receiver.js';
import { until } from '../processes/until.js';
import { Guarded } from './guarded.js';
import { QUIET } from './stage.js';

const NAME = 'Wilhelmina';
const REASON = 'Heimgekehrt';

describe('webhooks where keys are asked for', () => {
  const guarded = new Guarded();
  const receivers: Receiver[] = [];
  let keys: readonly [seeing: string, blind: string];

  beforeAll(async () => {
    receivers.push(await Receiver.start(), await Receiver.start());
    const allowed = receivers.map(({ place }) => place).join();
    await guarded.start({ failures: Infinity }, { ...QUIET, TALLY_WEBHOOK_ALLOW: allowed });
    const all = ['admin', 'read:records', 'emit:*'];
    keys = [
      await guarded.issue({ id: 'seeing', name: 'S', scopes: [...all, 'personal'] }),
      await guarded.issue({ id: 'blind', name: 'B', scopes: all }),
    ];
  });
  afterAll(async () => {
    await guarded.stage.close();
    await Promise.all(receivers.map((receiver) => receiver.stop()));
  });

  const put = async (at: 0 | 1, more: object = {}) => {
    const body = { url: receivers[at]?.url, types: ['CustomerRegistered', 'CustomerReopened'], from: 1, ...more };
    return guarded.ask('PUT', `/v1/webhooks/hook-${String(at)}`, { key: keys[at], body });
  };
  const heard = async (at: 0 | 1, count: number): Promise<string> => {
    const { received } = receivers[at] as Receiver;
    await until(() => {
      guarded.stage.now = new Date(guarded.stage.now.getTime() + 10);
      return received.length === count;
    });
    return received.map(({ body }) => body).join('\n');
  };

  it('tell of a person only as far as the key that said them may see it, by now', async () => {
    const [key] = keys;
    const customer = { registeredAt: '2024-01-01', name: NAME };
    await guarded.ask('POST', '/v1/customers', { key, body: { id: 'ada', ...customer } });
    const close = { id: 'x', occurredAt: '2024-01-01', reason: 'moved' };
    await guarded.ask('POST', '/v1/customers/ada/close', { key, body: close });
    const reopen = { id: 'y', occurredAt: '2024-01-01', reason: REASON };
    await guarded.ask('POST', '/v1/customers/ada/reopen', { key, body: reopen });
    expect([(await put(0)).status, (await put(1)).status]).toEqual([201, 201]);
    const [open, masked] = [await heard(0, 2), await heard(1, 2)];
    for (const word of [NAME, REASON]) {
      expect(open).toContain(word);
      expect(masked).not.toContain(word);
    }
    expect(masked).toContain('"masked":["name"]');
    await guarded.ask('POST', '/v1/keys/seeing/revoke', { key, body: {} });
    await guarded.ask('POST', '/v1/customers', { key: keys[1], body: { id: 'bo', ...customer } });
    expect((await heard(0, 3)).split('\n')[2]).not.toContain(NAME);
  });

  it('are said as oneself, and by those alone who look after the book', async () => {
    const spoofed = await put(1, { actor: 'key:seeing' });
    expect([spoofed.status, spoofed.body['code']]).toEqual([403, 'emitter-mismatch']);
    const till = await guarded.key('emit:*', 'personal', 'read:records');
    const body = { url: receivers[0]?.url, types: ['*'] };
    expect((await guarded.ask('PUT', '/v1/webhooks/mine', { key: till, body })).status).toBe(403);
    expect((await guarded.ask('GET', '/v1/webhooks/hook-0/secret', { key: till })).status).toBe(403);
  });
});
