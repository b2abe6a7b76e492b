import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Receiver, type Received } from '#testing/receiver.js';
import { until } from '../processes/until.js';
import { QUIET, sale, Stage } from './stage.js';

interface Told {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly id: string;
    readonly position: string;
    readonly key: string;
    readonly data: { readonly id: string };
  };
}

const told = ({ body }: Received): Told => JSON.parse(body) as Told;
const positionOf = (one: Received): number => Number(told(one).data.position);
const idsTold = (all: readonly Received[]): readonly string[] => all.map((one) => told(one).data.data.id);

describe('webhooks', () => {
  let receiver: Receiver;
  let other: Receiver;
  let stage: Stage;

  beforeAll(async () => {
    [receiver, other] = await Promise.all([Receiver.start(), Receiver.start()]);
    const allowed = `${receiver.place},${other.place}`;
    stage = await Stage.open({ ...QUIET, TALLY_WEBHOOK_ALLOW: allowed }, {}, '2024-05-01T10:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', name: 'Ada Lovelace' });
    await stage.record('/v1/customers', { id: 'bo', registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('s1', 'ada', '2024-02-01', '10', { channel: 'web' }));
    await stage.record('/v1/sales', sale('s2', 'bo', '2024-02-02', '20', { channel: 'shop' }));
  });
  afterAll(async () => {
    await stage.close();
    await Promise.all([receiver.stop(), other.stop()]);
  });
  beforeEach(() => {
    receiver.received.length = other.received.length = 0;
    receiver.otherwise = other.otherwise = {};
  });

  const put = async (id: string, body: object): Promise<void> => {
    const answer = await stage.send('PUT', `/v1/webhooks/${id}`, body);
    expect([answer.body, [200, 201]]).toEqual([answer.body, expect.arrayContaining([answer.status])]);
    stage.position = String(answer.body['position']);
    await stage.book.models.waitFor(Number(stage.position));
  };
  /** Time goes on until something holds. */
  const passing = (holds: () => boolean | Promise<boolean>): Promise<void> =>
    until(async () => {
      stage.now = new Date(stage.now.getTime() + 10);
      return holds();
    });
  const retire = async (id: string): Promise<void> => {
    await stage.send('DELETE', `/v1/webhooks/${id}`);
  };

  it('tell of events from a past position on and as they come, signed, under ids of the events', async () => {
    await put('past', { url: receiver.url, types: ['SaleRecorded'], from: 1 });
    await passing(() => receiver.received.length === 2);
    await stage.record('/v1/sales', sale('s3', 'ada', '2024-02-03', '30', { channel: 'web' }));
    await passing(() => receiver.received.length === 3);
    // In the order of the log for each customer; two of them may overtake each other.
    const received = receiver.received.toSorted((a, b) => positionOf(a) - positionOf(b));
    expect(idsTold(received)).toEqual(['s1', 's2', 's3']);
    const ofAda = receiver.received.filter((one) => told(one).data.key === 'ada');
    expect(idsTold(ofAda)).toEqual(['s1', 's3']);
    const { secret } = (await stage.get('/v1/webhooks/past/secret')) as { readonly secret: string };
    const { events } = (await stage.get('/v1/events?type=SaleRecorded')) as { events: Told['data'][] };
    for (const [i, { headers, body }] of received.entries()) {
      const id = String(headers['webhook-id']);
      expect(id).toBe(`webhook-past-${String(events[i]?.id)}`);
      const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
      expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(id, at, body));
      const { type, data } = JSON.parse(body) as Told;
      expect({ type, data }).toEqual({ type: 'SaleRecorded', data: events[i] });
    }
    await retire('past');
  });

  it('tell of what a condition is true of, and of nothing from before they were said unless they say so', async () => {
    await put('web', { url: receiver.url, types: ['*'], where: 'data.channel == "web"' });
    await stage.record('/v1/sales', sale('s4', 'ada', '2024-02-04', '5', { channel: 'shop' }));
    await stage.record('/v1/sales', sale('s5', 'ada', '2024-02-05', '5', { channel: 'web' }));
    await passing(() => receiver.received.length === 1);
    // What it says by now holds for what comes: the address is another one, and the condition.
    await put('web', { url: other.url, types: ['*'], where: 'data.channel == "shop"' });
    await stage.record('/v1/sales', sale('s6', 'ada', '2024-02-06', '5', { channel: 'web' }));
    await stage.record('/v1/sales', sale('s7', 'ada', '2024-02-07', '5', { channel: 'shop' }));
    await passing(() => other.received.length === 1);
    expect([idsTold(receiver.received), idsTold(other.received)]).toEqual([['s5'], ['s7']]);
    await retire('web');
    await stage.record('/v1/sales', sale('s8', 'ada', '2024-02-08', '5', { channel: 'shop' }));
    await put('after', { url: receiver.url, types: ['SaleRecorded'], from: stage.position });
    await passing(() => receiver.received.length === 2);
    expect(idsTold(other.received)).toEqual(['s7']);
    await retire('after');
  });

  it('keep the order of each customer while a receiver fails, and hold up no other', async () => {
    receiver.otherwise = { status: 503 };
    await put('down', { url: receiver.url, types: ['SaleRecorded'] });
    await put('up', { url: other.url, types: ['SaleRecorded'] });
    const days = Array.from({ length: 12 }, (_, i) => `2024-03-${String(i + 1).padStart(2, '0')}`);
    for (const [i, day] of days.entries())
      await stage.record('/v1/sales', sale(`o${String(i)}`, i % 3 === 0 ? 'bo' : 'ada', day, '1'));
    await passing(() => other.received.length === days.length);
    await passing(() => receiver.received.length >= 2);
    // Only the first of each customer is tried.
    expect(new Set(idsTold(receiver.received))).toEqual(new Set(['o0', 'o1']));
    receiver.otherwise = {};
    receiver.received.length = 0;
    stage.now = new Date(stage.now.getTime() + 3_600_000);
    await passing(() => receiver.received.length === days.length);
    const of = (received: readonly Received[], customer: string) =>
      received
        .map(told)
        .filter(({ data }) => data.key === customer)
        .map(({ data }) => data.data.id);
    for (const received of [receiver.received, other.received]) {
      expect(of(received, 'bo')).toEqual(['o0', 'o3', 'o6', 'o9']);
      expect(of(received, 'ada')).toEqual(['o1', 'o2', 'o4', 'o5', 'o7', 'o8', 'o10', 'o11']);
    }
    await retire('up');
  });

  it('send again what is asked for, under the same ids, and after a restart nothing that has arrived', async () => {
    await stage.record('/v1/sales', sale('r1', 'ada', '2024-04-01', '1'));
    await stage.record('/v1/sales', sale('r2', 'bo', '2024-04-02', '1'));
    await passing(() => receiver.received.length === 2);
    const ids = receiver.received.map(({ headers }) => String(headers['webhook-id'])).toSorted();
    const [from, to] = receiver.received.map((one) => Number(told(one).data.position)).toSorted((a, b) => a - b);
    const { status, body } = await stage.send('POST', '/v1/webhooks/down/replay', { from, to });
    expect([status, body]).toMatchObject([201, { duplicate: false }]);
    await passing(() => receiver.received.length === 4);
    expect(
      receiver.received
        .slice(2)
        .map(({ headers }) => String(headers['webhook-id']))
        .toSorted(),
    ).toEqual(ids);
    await stage.stop();
    await stage.start({ ...QUIET, TALLY_WEBHOOK_ALLOW: receiver.place });
    await stage.record('/v1/sales', sale('r3', 'ada', '2024-04-03', '1'));
    await passing(() => receiver.received.length === 5);
    expect(idsTold(receiver.received.slice(4))).toEqual(['r3']);
    const path = '/v1/deliveries?subject=webhook&channel=webhook:down&limit=1000';
    const { deliveries } = (await stage.send('GET', path)).body as {
      readonly deliveries: readonly { readonly state: string }[];
    };
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['delivered']));
    await retire('down');
    expect(await stage.problem('POST', '/v1/webhooks/down/replay', { from: 1, to: 2 })).toBe('404 not-found');
  });

  it('go through a channel, as that signs', async () => {
    const secret = `whsec_${'C'.repeat(44)}`;
    const channel = { kind: 'webhook', url: receiver.url, secret };
    expect((await stage.send('PUT', '/v1/channels/erp', channel)).status).toBe(201);
    await put('erp', { channel: 'erp', types: ['CustomerRegistered'] });
    await stage.record('/v1/customers', { id: 'cy', registeredAt: '2024-05-01' });
    await passing(() => receiver.received.length === 1);
    const [{ headers, body }] = receiver.received as [Received];
    const at = new Date(Number(headers['webhook-timestamp']) * 1_000);
    expect(headers['webhook-signature']).toBe(new Webhook(secret).sign(String(headers['webhook-id']), at, body));
    expect(await stage.problem('GET', '/v1/webhooks/erp/secret')).toBe('404 not-found');
    await retire('erp');
  });

  it('say what is wrong with them', async () => {
    const wrong = async (body: object) => {
      const { status, body: answer } = await stage.send('PUT', '/v1/webhooks/wrong', body);
      return [status, ...((answer['errors'] ?? []) as { readonly field: string }[]).map(({ field }) => field)];
    };
    const url = receiver.url;
    expect(await wrong({ types: ['SaleRecorded'] })).toEqual([400, 'url']);
    expect(await wrong({ url, types: [] })).toEqual([400, 'types']);
    expect(await wrong({ url, types: ['SaleRecorded', 'RecordSale'] })).toEqual([400, 'types[1]']);
    expect(await wrong({ url, types: ['KeyIssued'] })).toEqual([400, 'types[0]']);
    expect(await wrong({ url, types: ['*'], where: 'data.channel' })).toEqual([400, 'where']);
    expect(await wrong({ url, types: ['*'], where: 'nobody == 1' })).toEqual([400, 'where']);
    expect(await wrong({ url, types: ['*'], from: 99_999 })).toEqual([400, 'from']);
    expect(await wrong({ url, types: ['*'], from: 'now' })).toEqual([400, 'from']);
    expect(await wrong({ channel: 'nowhere', types: ['*'] })).toEqual([400, 'channel']);
    expect(await wrong({ url: 'ftp://x', types: ['*'] })).toEqual([400, 'url']);
  });
});
