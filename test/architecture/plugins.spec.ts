import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../processes/until.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const FILE = join(ROOT, 'test/architecture/plugins/tickets.mjs');

/** What is known of tickets is in one file, which is no part of Tallybook. */
describe('a subject of one file', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Server;
  const total = async (more: object): Promise<unknown> =>
    (await server.post('/v1/query', { metrics: ['tickets.open'], ...more })).body['totals'];
  const open = (more: object) => server.rows({ metrics: ['tickets.open'], by: ['region'], ...more });
  let beforeClosing = '';
  let paged = '';
  /** The id of a delivery that tests a channel. */
  const testOf = async (channel: string): Promise<string> =>
    String((await server.post(`/v1/channels/${channel}/test`, {})).body['id']);
  const deliveryOf = async (id: string) => {
    const { deliveries } = (await server.get('/v1/deliveries?limit=100')) as {
      readonly deliveries: readonly {
        readonly id: string;
        readonly state: string;
        readonly attempts: readonly object[];
      }[];
    };
    return deliveries.find((one) => one.id === id)!;
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(join(scratch.folder, 'data'), { TALLY_PLUGINS: FILE });
    await server.post('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', region: 'north' });
    await server.post('/v1/customers', { id: 'bob', registeredAt: '2024-01-01', region: 'north' });
    const opened = { topic: 'delivery', occurredAt: '2024-03-06' };
    await server.post('/v1/tickets', { ...opened, id: 't1', customerId: 'ada' });
    await server.post('/v1/tickets', { ...opened, id: 't2', customerId: 'bob' });
    await server.send('PATCH', '/v1/customers/ada', { id: 'm1', effectiveAt: '2024-03-10', region: 'south' });
    const { body } = await server.post('/v1/tickets', { ...opened, id: 't3', customerId: 'ada', topic: 'price' });
    beforeClosing = String(body['position']);
    const closed = await server.post('/v1/tickets/t1/close', { id: 'c1', occurredAt: '2024-03-20' });
    await server.get(`/v1/customers?position=${String(closed.body['position'])}`);
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('is recorded once, and refused where it is not possible', async () => {
    const again = { id: 't1', customerId: 'ada', topic: 'delivery', occurredAt: '2024-03-06' };
    expect((await server.post('/v1/tickets', again)).body).toMatchObject({ id: 't1', duplicate: true });
    const other = await server.post('/v1/tickets', { ...again, topic: 'price' });
    expect([other.status, other.body['code'], other.body['errors']]).toEqual([
      409,
      'id-conflict',
      [{ field: 'topic', detail: 'differs from what was recorded under this id' }],
    ]);
    const unknown = await server.post('/v1/tickets', { ...again, id: 't9', customerId: 'nobody' });
    expect([unknown.status, unknown.body['code']]).toEqual([422, 'customer-unknown']);
    const missing = await server.post('/v1/tickets', { id: 't9' });
    expect([missing.status, missing.body['code']]).toEqual([400, 'invalid-request']);
    const twice = await server.post('/v1/tickets/t1/close', { id: 'c2', occurredAt: '2024-03-21' });
    expect([twice.status, twice.body['code']]).toEqual([422, 'already-closed']);
  });

  it('is shown by itself, as its subject declares', async () => {
    const { status, body } = await server.send('GET', '/v1/tickets/t1');
    expect([status, body]).toMatchObject([200, { id: 't1', customerId: 'ada', topic: 'delivery', status: 'closed' }]);
    expect((body['events'] as { type: string }[]).map(({ type }) => type)).toEqual([
      'ticket.TicketOpened',
      'ticket.TicketClosed',
    ]);
    expect((await server.get('/v1/tickets/t1?events=1'))['events']).toMatchObject([{ type: 'ticket.TicketClosed' }]);
    const wrong = await server.send('GET', '/v1/tickets/t1?events=0&colour=red');
    expect([wrong.status, wrong.body['errors']]).toMatchObject([400, [{ field: 'colour' }, { field: 'events' }]]);
    const unknown = await server.send('GET', '/v1/tickets/t9');
    expect([unknown.status, unknown.body['detail']]).toEqual([404, 'there is no ticket t9']);
  });

  it('has figures as of any day, where its customer then stood', async () => {
    expect(await open({ asOf: '2024-03-05' })).toEqual([]);
    expect(await open({ asOf: '2024-03-09' })).toEqual([{ region: 'north', 'tickets.open': 3 }]);
    expect(await open({ asOf: '2024-03-10' })).toEqual([
      { region: 'north', 'tickets.open': 1 },
      { region: 'south', 'tickets.open': 2 },
    ]);
    expect(await open({ asOf: '2024-03-31' })).toEqual([
      { region: 'north', 'tickets.open': 1 },
      { region: 'south', 'tickets.open': 1 },
    ]);
    const opened = { metrics: ['tickets.opened'], by: ['topic'], from: '2024-03-01', to: '2024-03-31' };
    expect(await server.rows(opened)).toEqual([
      { topic: 'delivery', 'tickets.opened': 2 },
      { topic: 'price', 'tickets.opened': 1 },
    ]);
  });

  it('has a table for those who ask in SQL', async () => {
    const sql = 'SELECT region, sum(open) AS open FROM tickets WHERE day <= $1 GROUP BY ALL ORDER BY region';
    const { body } = await server.post('/v1/sql', { sql, params: ['2024-03-10'] });
    expect(body['rows']).toEqual([
      { region: 'north', open: 1 },
      { region: 'south', open: 2 },
    ]);
  });

  it('has figures as known at any time, and in a replay', async () => {
    expect(await total({ asOf: '2024-03-31', knownAt: '2024-03-31' })).toEqual({ 'tickets.open': 0 });
    const { body } = await server.post('/v1/replays', { knownAt: beforeClosing });
    const replay = String(body['id']);
    expect(await total({ asOf: '2024-03-31', replay })).toEqual({ 'tickets.open': 3 });
    expect(await total({ asOf: '2024-03-31' })).toEqual({ 'tickets.open': 2 });
  });

  it('is found behind its figures, and in why they changed', async () => {
    const { body } = await server.send('GET', '/v1/records?metric=tickets.open&asOf=2024-03-31');
    expect(body).toMatchObject({ count: 2, sum: 2 });
    expect((body['records'] as { kind: string; id: string }[]).map(({ kind, id }) => [kind, id])).toEqual([
      ['ticket', 't2'],
      ['ticket', 't3'],
    ]);
    const points = { a: { asOf: '2024-03-09' }, b: { asOf: '2024-03-31' } };
    const explained = await server.post('/v1/explain', { metric: 'tickets.open', ...points });
    expect(explained.body).toMatchObject({ a: 3, b: 2, change: -1 });
  });

  it('is part of a closing, and of what came later', async () => {
    const { status, body } = await server.post('/v1/periods/2024-03/close', { id: 'q1' });
    expect([status, body['id']]).toEqual([201, 'q1']);
    const late = { id: 't4', customerId: 'bob', topic: 'price', occurredAt: '2024-03-30' };
    const { position } = (await server.post('/v1/tickets', late)).body;
    const later = await server.get(`/v1/periods/2024-03/restatements?position=${String(position)}`);
    expect(later['facts']).toMatchObject([{ type: 'ticket.TicketOpened', effect: { 'tickets.opened': 1 } }]);
    expect(later['changes']).toContainEqual({ metric: 'tickets.open', closed: 2, now: 3, change: 1 });
  });

  it('is imported, in bulk and from a file', async () => {
    const ticket = (id: string) =>
      JSON.stringify({
        type: 'OpenTicket',
        data: { id, customerId: 'bob', topic: 'price', occurredAt: '2024-04-02' },
      });
    expect((await server.bulk([ticket('t5'), ticket('t5')])).body).toMatchObject({ accepted: 1, duplicates: 1 });
    const file = join(scratch.folder, 'tickets.ndjson');
    await writeFile(file, `${ticket('t6')}\n${ticket('t7')}\n`);
    expect((await tally(['import', file, '--url', server.url])).code).toBe(0);
    expect(await total({ asOf: '2024-04-02' })).toEqual({ 'tickets.open': 6 });
  });

  it('is described with the rest', async () => {
    const description = await server.get('/openapi.json');
    expect(description['paths']).toMatchObject({
      '/v1/tickets': { post: { summary: 'Open a ticket' } },
      '/v1/tickets/{id}': { get: { summary: 'A ticket' } },
      '/v1/tickets/{id}/close': { post: { summary: 'Close a ticket' } },
    });
    const { metrics } = (await server.get('/v1/metrics')) as { metrics: { name: string }[] };
    expect(metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(['tickets.opened', 'tickets.open']));
  });

  it('counts the same after a kill -9 and a start', async () => {
    await server.kill('SIGKILL');
    server = await Server.start(join(scratch.folder, 'data'), { TALLY_PLUGINS: FILE });
    expect(await total({ asOf: '2024-04-02' })).toEqual({ 'tickets.open': 6 });
  });

  it('waits where it is missing, by its name, and the rest goes on', async () => {
    for (const [id, said] of [
      ['pager', { kind: 'ticket.pager', number: '12' }],
      ['inbox', { kind: 'inbox' }],
    ] as const)
      expect((await server.send('PUT', `/v1/channels/${id}`, said)).status).toBe(201);
    await server.stop();
    server = await Server.start(join(scratch.folder, 'data'), { TALLY_PLUGINS: './no-such-plug-in.mjs' });
    // Until read models without tickets are built, those with them answer.
    let body: Record<string, unknown> = {};
    await until(async () => 'stale' in (body = await server.get('/v1/customers/ada')));
    expect(body).toMatchObject({ id: 'ada', stale: { type: 'ticket.TicketOpened' } });
    expect(JSON.stringify(body)).toContain('./no-such-plug-in.mjs');
    expect((await server.post('/v1/customers', { id: 'eve' })).status).toBe(201);
  });

  it('leaves what is to go through its channels waiting, and says so', async () => {
    paged = await testOf('pager');
    // Whatever was to be sent before it has been looked at by then.
    const later = await testOf('inbox');
    await until(async () => (await deliveryOf(later)).state === 'delivered');
    expect(await deliveryOf(paged)).toMatchObject({ state: 'waiting', attempts: [] });
    expect(await server.get('/readyz')).toMatchObject({
      status: 'ready',
      waits: [
        expect.stringMatching(
          /^events of \w+ wait since ticket\.TicketOpened .* it is of the plug-in ticket, which is not/,
        ),
        'channels of kind ticket.pager are of the plug-in ticket, which is not there: what is to go through them waits (pager)',
      ],
    });
    const doctor = await tally(['doctor', '--url', server.url]);
    expect([doctor.code, doctor.out]).toEqual([1, expect.stringContaining('of the plug-in ticket, which is not')]);
    const other = await server.send('PUT', '/v1/channels/other', { kind: 'ticket.pager', number: '13' });
    expect([other.status, other.body['errors']]).toMatchObject([400, [{ field: 'kind' }, { field: 'number' }]]);
  });

  it('counts again what has waited when it is back', async () => {
    await server.stop();
    server = await Server.start(join(scratch.folder, 'data'), { TALLY_PLUGINS: FILE });
    await until(async () => JSON.stringify(await total({ asOf: '2024-04-02' })) === '{"tickets.open":6}');
    expect('stale' in (await server.get('/v1/customers/ada'))).toBe(false);
  });

  it('sends what has waited, and has nothing left that waits', async () => {
    await until(async () => (await deliveryOf(paged)).state === 'delivered');
    expect((await deliveryOf(paged)).attempts).toMatchObject([{ note: 'paged 12' }]);
    expect((await server.get('/readyz'))['waits']).toEqual([]);
  });
});
