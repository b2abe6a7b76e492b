import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { TRY_AGAIN } from '#engine/deliver/deliver.js';
import { toChannel } from '#subjects/channels/channel.delivery.js';
import { Receiver } from '#testing/receiver.js';
import { until } from '../processes/until.js';
import { QUIET, Stage } from './stage.js';

const [SECRET, OTHER] = ['A', 'B'].map((letter) => `whsec_${letter.repeat(44)}`) as [string, string];

interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly object[];
}

describe('channels', () => {
  let receiver: Receiver;
  let folder: string;
  let stage: Stage;
  const settings = () => ({ ...QUIET, TALLY_OUTBOX_DIR: folder, TALLY_WEBHOOK_ALLOW: receiver.place });

  beforeAll(async () => {
    receiver = await Receiver.start();
    folder = await mkdtemp(join(tmpdir(), 'tally-test-'));
    stage = await Stage.open(settings(), {}, '2024-05-01T10:00:00Z');
  });
  afterAll(async () => {
    await stage.close();
    await receiver.stop();
    await rm(folder, { recursive: true });
  });

  const put = async (id: string, body: object, expected = 201) => {
    const answer = await stage.send('PUT', `/v1/channels/${id}`, body);
    expect([answer.status, answer.body]).toEqual([expected, answer.body]);
    if (expected < 300) await stage.book.models.waitFor(Number(answer.body['position']));
    return answer.body;
  };
  /** Time goes on until something holds. */
  const passing = (holds: () => Promise<boolean>): Promise<void> =>
    until(async () => {
      stage.now = new Date(stage.now.getTime() + 10);
      return holds();
    });
  const delivery = async (id: string): Promise<Told> =>
    ((await stage.send('GET', '/v1/deliveries?limit=1000')).body['deliveries'] as Told[]).find((one) => one.id === id)!;
  const test = async (channel: string): Promise<Told> => {
    const { status, body } = await stage.send('POST', `/v1/channels/${channel}/test`);
    expect([status, body['state'], body['subject']]).toEqual([202, 'waiting', 'test']);
    const id = String(body['id']);
    await passing(async () => (await delivery(id)).attempts.some((attempt) => 'endedAt' in attempt));
    return delivery(id);
  };
  /** What has become of the alert about channels that failed; undefined where nobody has set it. */
  const pausedAlert = async (): Promise<string | undefined> => {
    const { alerts } = (await stage.send('GET', '/v1/alerts')).body as {
      readonly alerts: readonly { readonly parts: readonly { readonly part: string; readonly state: string }[] }[];
    };
    return alerts[0]?.parts.map(({ part, state }) => `${part} ${state}`).join();
  };
  const tell = (id: string, channel = 'hook') =>
    stage.book
      .outbox()
      .enqueue(
        [toChannel({ id, channel, subject: 'note', title: id, text: id, data: { id } })],
        stage.now.toISOString(),
      );
  const heard = () => receiver.received.map(({ body }) => (JSON.parse(body) as { data: { id?: string } }).data.id);

  it('are said, shown without their secrets, said again and retired', async () => {
    const hook = { kind: 'webhook', url: receiver.url };
    expect(await put('hook', { ...hook, secret: SECRET })).toMatchObject({ id: 'hook', version: 1 });
    const shown = { id: 'hook', version: 1, ...hook, secret: 'whsec_***' };
    expect((await stage.send('GET', '/v1/channels/hook')).body).toMatchObject(shown);
    expect(await put('hook', { ...hook, secret: 'whsec_***' }, 200)).toMatchObject({ version: 1 });
    expect(await put('hook', { ...hook, secret: OTHER }, 200)).toMatchObject({ version: 2 });
    await put('gone', { kind: 'inbox' });
    expect((await stage.send('DELETE', '/v1/channels/gone')).status).toBe(200);
    for (const path of ['channels', 'channels/hook', 'channels/hook/versions', 'events?limit=1000', 'log?limit=1000']) {
      const text = JSON.stringify((await stage.send('GET', `/v1/${path}`)).body);
      expect(text).toContain('hook');
      for (const secret of [SECRET, OTHER]) expect(text).not.toContain(secret.slice('whsec_'.length));
    }
    expect((await stage.send('POST', '/v1/channels/gone/test')).body).toMatchObject({ code: 'not-found' });
  });

  it('are tried by a message that is signed for with both secrets while they change', async () => {
    expect(await test('hook')).toMatchObject({ state: 'delivered' });
    const [{ headers, body }] = receiver.received.splice(0) as [(typeof receiver.received)[0]];
    const now = Math.floor(stage.now.getTime() / 1_000);
    expect(Math.abs(Number(headers['webhook-timestamp']) - now)).toBeLessThan(60);
    for (const secret of [SECRET, OTHER]) {
      const id = String(headers['webhook-id']);
      const own = new Webhook(secret).sign(id, new Date(Number(headers['webhook-timestamp']) * 1_000), body);
      expect(String(headers['webhook-signature']).split(' ')).toContain(own);
    }
    expect(JSON.parse(body)).toMatchObject({ type: 'test', data: { channel: 'hook' } });
  });

  it('lead into a folder, and into the book itself', async () => {
    await put('files', { kind: 'folder', path: 'reports/tests' });
    await put('desk', { kind: 'inbox' });
    expect(await test('files')).toMatchObject({ state: 'delivered' });
    expect(await readdir(join(folder, 'reports/tests'))).toEqual([expect.stringMatching(/^test-.*\.json$/)]);
    const { id } = await test('desk');
    await passing(async () => {
      const { messages } = (await stage.send('GET', '/v1/messages?channel=desk')).body as {
        messages: { id: string }[];
      };
      return messages.map((message) => message.id).join() === id;
    });
    expect((await stage.send('GET', '/v1/messages?channel=hook')).body).toEqual({ messages: [], next: null });
  });

  it('say what lacks where they cannot be used', async () => {
    await put('people', { kind: 'mail', to: ['ada@shop.example'] });
    await put('private', { kind: 'chat', url: 'http://169.254.169.254/latest', style: 'slack' });
    expect((await test('people')).attempts[0]).toMatchObject({
      error: 'mail cannot be sent: set TALLY_SMTP_URL and TALLY_MAIL_FROM',
    });
    const [attempt] = (await test('private')).attempts as [{ readonly error: string }];
    expect(attempt.error).toContain('name 169.254.169.254:80 in TALLY_WEBHOOK_ALLOW');
    await put('private', { kind: 'folder', path: '../private' }, 400);
  });

  it('are paused after a day in which all has failed, and what is to go through them waits', async () => {
    receiver.otherwise = { status: 500 };
    await tell('first');
    const attempts = async () => (await delivery('first')).attempts.length;
    for (const [tried, wait] of TRY_AGAIN.entries()) {
      await passing(async () => (await delivery('first')).state === 'waiting' && (await attempts()) === tried + 1);
      expect((await stage.send('GET', '/v1/pauses')).body).toEqual({ pauses: [] });
      stage.now = new Date(stage.now.getTime() + wait);
    }
    await passing(async () => (await delivery('first')).state === 'failed');
    await passing(async () => (await stage.send('GET', '/v1/channels/hook')).body['paused'] !== undefined);
    const { body } = await stage.send('GET', '/v1/channels/hook');
    expect(body['paused']).toMatchObject({
      reason: 'it answers 500',
      failingSince: expect.stringContaining('2024-05-01T10:'),
    });
    receiver.received.length = 0;
    await tell('second');
    await tell('note', 'desk');
    await passing(async () => (await delivery('note')).state === 'delivered');
    expect([(await delivery('second')).attempts, receiver.received]).toEqual([[], []]);
  });

  it('have an alert of their own, which fires while they are paused since all failed', async () => {
    stage.now = new Date(stage.now.getTime() + 60_000);
    await passing(async () => (await pausedAlert()) !== undefined);
    stage.now = new Date(stage.now.getTime() + 60_000);
    await passing(async () => (await pausedAlert()) === 'hook firing');
    expect((await stage.send('GET', '/v1/alerts/system.channels-paused')).body).toMatchObject({
      metric: 'system.channels_paused',
      severity: 'critical',
      parts: [{ part: 'hook', value: 1 }],
    });
  });

  it('stay paused over a restart, until a test arrives: then what waited leaves', async () => {
    await stage.stop();
    await stage.start(settings());
    await tell('third', 'desk');
    await passing(async () => (await delivery('third')).state === 'delivered');
    expect(await test('hook')).toMatchObject({ state: 'waiting' });
    expect((await delivery('second')).attempts).toEqual([]);
    receiver.otherwise = {};
    expect(await test('hook')).toMatchObject({ state: 'delivered' });
    await passing(async () => (await delivery('second')).state === 'delivered');
    expect(heard()).toContain('second');
    stage.now = new Date(stage.now.getTime() + 60_000);
    await passing(async () => (await pausedAlert()) === 'hook ok');
    expect((await stage.send('GET', '/v1/pauses')).body).toEqual({ pauses: [] });
    expect((await stage.send('POST', '/v1/deliveries/first/retry')).body).toMatchObject({ state: 'waiting' });
    await passing(async () => (await delivery('first')).state === 'delivered');
  });

  it('are paused by who says so, until they are said anew', async () => {
    const pause = await stage.send('POST', '/v1/channels/hook/pause', { id: 'p-1', reason: 'holiday' });
    await stage.book.models.waitFor(Number(pause.body['position']));
    await tell('fourth');
    await tell('fifth', 'desk');
    await passing(async () => (await delivery('fifth')).state === 'delivered');
    expect((await delivery('fourth')).attempts).toEqual([]);
    await put('hook', { kind: 'webhook', url: `${receiver.url}/again` }, 200);
    await passing(async () => (await delivery('fourth')).state === 'delivered');
    expect(receiver.received.at(-1)?.path).toBe('/hook/again');
  });
});
