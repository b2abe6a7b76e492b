import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { sale, Stage } from './stage.js';

const AT = '2024-02-02T12:00:00.000Z';
/** Streams of the book, with a type of their own. */
const STREAMS = {
  book: 'BookOpened',
  policies: 'LifecyclePolicyPublished',
  rates: 'RateSet',
  targets: 'TargetSet',
  'period-2024-01': 'PeriodClosed',
  'customer-c0': 'CustomerRegistered',
  'sale-s0': 'SaleRecorded',
  'credit-d0': 'CreditRecorded',
  'interaction-i0': 'InteractionLogged',
  'opportunity-o0': 'OpportunityOpened',
} as const;

/** As the log gives back what somebody else wrote into a stream: without a schema of ours, also where its type is known. */
async function writeInto(stage: Stage, stream: string, type: string): Promise<void> {
  const { log } = stage.book;
  const last = (await log.readStream(stream)).at(-1);
  const id = nextEventId();
  const event = { id, claim: id, hash: '', envelope: {}, key: stream, type, schema: 0, occurredAt: AT, data: { a: 1 } };
  expect((await log.append(stream, last?.revision ?? 'none', [event])).outcome).toBe('appended');
}

describe('what somebody else wrote into the streams of a book', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at(AT);
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01' });
    await stage.record('/v1/policies/tiers', {
      id: 'p1',
      effectiveFrom: '2024-01-01',
      policy: { windowDays: 30, tiers: [{ name: 'only' }] },
    });
    await stage.record('/v1/sales', sale('s-1', 'ada', '2024-01-10', '10'));
    for (const [stream, type] of Object.entries(STREAMS)) {
      await writeInto(stage, stream, type);
      await writeInto(stage, stream, 'Foreign');
    }
    await stage.record('/v1/sales', sale('s-2', 'ada', '2024-01-11', '5'));
  });
  afterAll(() => stage.close());

  it('leaves figures as they are, and is counted beside them', async () => {
    const { totals, meta } = await stage.query({ metrics: ['orders', 'revenue.net'], asOf: '2024-01-31' });
    expect(totals).toEqual({ orders: 2, 'revenue.net': '15' });
    expect(meta).toMatchObject({ stale: 10, definitions: { lifecycle: 'default', tiers: 'p1' } });
  });

  it.each([
    ['/v1/sales/s0', /^there is no sale s0; the event SaleRecorded at position 17 cannot be decoded: schema 0 of/],
    [
      '/v1/interactions/i0',
      /^there is no interaction i0; the event InteractionLogged at position \d+ cannot be decoded/,
    ],
    ['/v1/opportunities/o0', /^there is no opportunity o0; the event OpportunityOpened at position \d+ cannot be/],
    ['/v1/customers/c0', /^there is no customer c0 as of 2024-02-02$/],
    ['/v1/customers/c0/timeline', /^there is no customer c0$/],
    ['/v1/periods/2024-01', /^2024-01 has no closing/],
  ])('is nothing that %s could show', async (path, detail) => {
    const answer = await stage.send('GET', path);
    expect([answer.status, answer.body['detail']]).toEqual([404, expect.stringMatching(detail)]);
  });

  it.each([
    ['/v1/periods'],
    ['/v1/customers'],
    ['/v1/events?limit=1000'],
    ['/v1/log?stream=book'],
    ['/v1/figures'],
    ['/v1/query?metrics=customers.count&by=tier'],
    ['/v1/query?metrics=target&where.metric=orders'],
    ['/v1/records?metric=orders'],
    ['/v1/periods/2024-01/restatements'],
  ])('is no fault of %s', async (path) => {
    const { status, body } = await stage.send('GET', path);
    expect([body['code'], status]).toEqual(path.includes('restatements') ? ['not-found', 404] : [undefined, 200]);
  });

  it.each([
    ['/v1/policies/lifecycle', { id: 'p2', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 100 } }],
    ['/v1/rates', { id: 'r1', currency: 'EUR', from: '2024-01-01', rate: '1.1' }],
    ['/v1/targets', { id: 't1', metric: 'orders', from: '2024-01-01', to: '2024-01-31', value: '3' }],
    ['/v1/customers', { id: 'c0', registeredAt: '2024-01-01' }],
    ['/v1/sales', sale('s0', 'ada', '2024-01-12', '1')],
    ['/v1/sales/s0/void', { id: 'v', reason: 'why' }],
    ['/v1/credits', { id: 'd0', occurredAt: '2024-01-12', amount: '1' }],
    ['/v1/interactions', { id: 'i0', customerId: 'ada', occurredAt: '2024-01-12', kind: 'call' }],
    ['/v1/opportunities', { id: 'o0', openedAt: '2024-01-12' }],
    ['/v1/periods/2024-01/close', { id: 'close' }],
    ['/v1/rebuild', {}],
  ])('refuses facts of those streams: %s', async (path, body) => {
    expect(await stage.problem('POST', path, body)).toBe('409 undecodable-event');
  });

  it('keeps nobody from starting again, with the policies there are', async () => {
    await stage.stop();
    await stage.start();
    await stage.record('/v1/sales', sale('s-3', 'ada', '2024-01-12', '1'));
    const { totals, meta } = await stage.query({ metrics: ['orders'], asOf: '2024-01-31' });
    expect([totals, meta]).toMatchObject([{ orders: 3 }, { definitions: { tiers: 'p1' } }]);
  });
});
