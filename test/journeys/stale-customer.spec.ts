import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { sale, Stage } from './stage.js';

/** What a newer release has written that this one does not know, into the log of a running book. */
async function appendUnknown(stage: Stage, customerId: string): Promise<void> {
  const about = { id: nextEventId(), claim: 'l-1', hash: '', envelope: {}, key: customerId };
  const occurredAt = '2024-02-02T12:00:00.000Z';
  const event = { ...about, type: 'LoyaltyJoined', schema: 1, occurredAt, data: { id: 'l-1', customerId } };
  const appended = await stage.book.log.append('loyalty-l-1', 'none', [event]);
  if (appended.outcome === 'appended') stage.position = String(appended.position);
}

describe('a customer with an event that cannot be decoded', () => {
  const REASON = 'the event type LoyaltyJoined is not known';
  let stage: Stage;
  let stale: { readonly since: string; readonly type: string; readonly reason: string };

  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-02-01T09:00:00Z');
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
    await stage.record('/v1/sales', sale('s-1', 'ada', '2024-01-10', '10'));
    await stage.record('/v1/periods/2024-01/close', { id: 'close-1' });
    stage.at('2024-02-02T13:00:00Z');
    await appendUnknown(stage, 'ada');
    stale = { since: stage.position, type: 'LoyaltyJoined', reason: REASON };
    stage.at('2024-02-03T13:00:00Z');
    await stage.record('/v1/sales', sale('s-2', 'ada', '2024-02-03', '20'));
    await stage.record('/v1/sales', sale('s-3', 'bob', '2024-02-03', '5'));
  });

  afterAll(() => stage.close());

  it('stands as before that event and says so, alone and in lists', async () => {
    const ada = await stage.get('/v1/customers/ada');
    expect([ada['orders'], ada['revenue'], ada['lastPurchase'], ada['stale']]).toEqual([1, '10', '2024-01-10', stale]);
    expect((await stage.get('/v1/customers/ada?knownAt=2024-02-03'))['orders']).toBe(1);
    const bob = await stage.get('/v1/customers/bob');
    expect([bob['orders'], bob['revenue'], 'stale' in bob]).toEqual([1, '5', false]);
    const { customers } = await stage.get('/v1/customers');
    expect((customers as readonly object[]).map((card) => ('stale' in card ? card.stale : undefined))).toEqual([
      stale,
      undefined,
    ]);
  });

  it('shows every event in its timeline and in the journal', async () => {
    const timeline = await stage.get('/v1/customers/ada/timeline');
    const types = (events: unknown) => (events as readonly { readonly type: string }[]).map(({ type }) => type);
    expect(types(timeline['events'])).toEqual(['CustomerRegistered', 'SaleRecorded', 'LoyaltyJoined', 'SaleRecorded']);
    expect(timeline['stale']).toEqual(stale);
    expect(types((await stage.get('/v1/events?customerId=ada'))['events'])).toEqual(types(timeline['events']));
    expect('stale' in (await stage.get('/v1/customers/bob/timeline'))).toBe(false);
  });

  it('is counted beside the figures, which go on for the others', async () => {
    const { totals, meta } = await stage.query({ metrics: ['orders', 'revenue.net', 'customers.total'] });
    expect(totals).toEqual({ orders: 2, 'revenue.net': '15', 'customers.total': 2 });
    expect((meta as { readonly stale?: number }).stale).toBe(1);
    const metrics = await (await fetch(`${stage.url}/metrics`)).text();
    expect(metrics).toContain('\ntally_parked_events 2\n');
  });

  it('stops a rebuild and a replay, which say why', async () => {
    const rebuild = await stage.send('POST', '/v1/rebuild', {});
    expect([rebuild.status, rebuild.body['code']]).toEqual([409, 'undecodable-event']);
    expect(rebuild.body['detail']).toContain(`the event LoyaltyJoined at position ${stale.since} (ada)`);
    const replayed = await stage.send('GET', '/v1/query?metrics=orders&asOf=2024-02-03T12:30:00Z');
    expect([replayed.status, replayed.body['code'], replayed.body['detail']]).toEqual([
      409,
      'undecodable-event',
      `the event LoyaltyJoined (schema 1) at position ${stale.since} cannot be decoded: ${REASON}`,
    ]);
    // Before it nothing is in the way.
    const before = await stage.get('/v1/query?metrics=orders&knownAt=2024-02-02T12:59:00Z');
    expect(before['totals']).toEqual({ orders: 1 });
  });

  it('stays so over a restart, and what comes meanwhile waits too', async () => {
    await stage.stop();
    await stage.start();
    await stage.record('/v1/sales', sale('s-4', 'ada', '2024-02-03', '40'));
    await stage.record('/v1/sales', sale('s-5', 'bob', '2024-02-03', '7'));
    const ada = await stage.get('/v1/customers/ada');
    expect([ada['orders'], ada['stale']]).toEqual([1, stale]);
    const { totals, meta } = await stage.query({ metrics: ['orders', 'revenue.net'] });
    expect([totals, (meta as { readonly stale?: number }).stale]).toEqual([{ orders: 3, 'revenue.net': '22' }, 1]);
  });

  it('keeps periods from being closed, since their figures would not last', async () => {
    stage.at('2024-03-02T09:00:00Z');
    const closing = await stage.send('POST', '/v1/periods/2024-02/close', { id: 'close-2' });
    expect([closing.status, closing.body['code']]).toEqual([409, 'undecodable-event']);
    expect(closing.body['detail']).toContain('Closing a period needs a release that can');
  });

  it('has no effect on a period that is closed already', async () => {
    await stage.record('/v1/sales', sale('s-6', 'ada', '2024-01-20', '1'));
    await stage.record('/v1/sales', sale('s-7', 'bob', '2024-01-20', '2'));
    const { facts } = await stage.get('/v1/periods/2024-01/restatements');
    const shown = (facts as readonly { readonly data: { readonly id: string }; readonly effect: object }[]).map(
      ({ data, effect }) => [data.id, Object.keys(effect).length > 0],
    );
    expect(shown).toEqual([
      ['s-6', false],
      ['s-7', true],
    ]);
  });
});
