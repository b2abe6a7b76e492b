import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HTTP } from 'cloudevents';
import { changed, sale, saleEvent, TRACE } from './events-of-others.js';
import { Stage } from './stage.js';

type Shown = Readonly<Record<string, unknown>>;

describe('events of CloudEvents', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-06-01T09:00:00Z');
    for (const id of ['ada', 'bob']) await stage.record('/v1/customers', { id, registeredAt: '2024-01-01' });
  });
  afterAll(() => stage.close());

  async function send(message: { headers: object; body: unknown }): Promise<readonly [number, Shown]> {
    const body = typeof message.body === 'string' ? message.body : JSON.stringify(message.body);
    const headers = message.headers as Record<string, string>;
    const response = await fetch(`${stage.url}/v1/cloudevents`, { method: 'POST', headers, body });
    const answer = (await response.json()) as Shown;
    if (typeof answer['position'] === 'string' && Number(answer['position']) > Number(stage.position))
      stage.position = answer['position'];
    return [response.status, answer];
  }
  const plain = (event: unknown, type = 'application/cloudevents+json') =>
    send({ headers: { 'content-type': type }, body: JSON.stringify(event) });
  const figure = async (metric: string, where: object = {}): Promise<unknown> => {
    await stage.book.models.waitFor(await stage.book.log.tail());
    const [row] = await stage.rows({ metrics: [metric], from: '2024-01-01', to: '2024-05-31', where });
    return row?.[metric];
  };
  const waiting = async (): Promise<readonly Shown[]> => {
    await stage.book.models.waitFor(await stage.book.log.tail());
    return (await stage.get('/v1/quarantine?state=quarantined'))['events'] as readonly Shown[];
  };

  it('are taken as facts in each form that the SDK sends, once', async () => {
    const [status, taken] = await send(HTTP.structured(saleEvent('e1')));
    expect([status, taken]).toEqual([
      201,
      {
        ...{ source: '/shop', event: 'e1', outcome: 'recorded' },
        ...{ fact: { type: 'RecordSale', id: 's-e1' }, position: taken['position'] },
      },
    ]);
    const binary = HTTP.binary(saleEvent('e2', sale('s-e2', '20.50'), { subject: 'été 100%', traceparent: TRACE }));
    expect((await send({ ...binary, headers: { ...binary.headers, 'ce-subject': '%C3%A9t%C3%A9%20100%25' } }))[0]).toBe(
      201,
    );
    expect((await send(HTTP.structured(saleEvent('e1'))))[0]).toBe(200);
    const again = HTTP.binary(saleEvent('e2', sale('s-e2', '20.50')));
    expect((await send(again))[1]).toMatchObject({ outcome: 'duplicate' });
    // 10 + 20.50, each counted once.
    expect([await figure('orders'), await figure('revenue.net')]).toEqual([2, '30.5']);
    const { events } = await stage.get('/v1/events?type=SaleRecorded');
    expect((events as readonly Shown[]).map((one) => [one['emitter'], one['occurredAt'], one['traceparent']])).toEqual([
      ['/shop', '2024-05-02T10:00:00.000Z', undefined],
      ['/shop', '2024-05-02T10:00:00.000Z', TRACE],
    ]);
  });

  it('are other events with another source, and a conflict with other content', async () => {
    const other = saleEvent('e1', sale('s-e1b', '5'), { source: '/till' });
    expect((await send(HTTP.structured(other)))[0]).toBe(201);
    for (const data of [sale('s-e1', '11'), sale('s-e1-other', '10')]) {
      const [status, problem] = await send(HTTP.structured(saleEvent('e1', data)));
      expect([status, problem['code']]).toEqual([409, 'id-conflict']);
    }
    expect((await send(HTTP.structured(saleEvent('e1', {}, { type: 'tallybook.LogInteraction' }))))[0]).toBe(409);
    expect(await figure('revenue.net')).toBe('35.5');
  });

  it('are refused where they do not say what they are, and nothing is invented', async () => {
    const good = JSON.parse(String(HTTP.structured(saleEvent('e3')).body)) as Shown;
    const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([one]) => one !== name));
    for (const bad of [
      ...['id', 'source', 'type', 'specversion'].map(without),
      ...[
        { id: '' },
        { source: '' },
        { specversion: '0.3' },
        { specversion: '2.0' },
        { time: 'yesterday' },
        { Id: 'x' },
      ].map((more) => ({ ...good, ...more })),
      'text',
      { ...good, data_base64: 'e30=' },
    ]) {
      const [status, { code }] = await plain(bad);
      expect([bad, status, code]).toEqual([bad, 400, 'invalid-request']);
    }
    const [status, { detail, errors }] = await plain([good, without('id')], 'application/cloudevents-batch+json');
    expect([status, detail]).toEqual([400, '[1]: id is missing']);
    expect(errors).toEqual([{ field: '[1].id', detail: 'is missing' }]);
    expect((await plain(good, 'application/json'))[0]).toBe(400);
    expect((await plain(good, 'text/plain'))[0]).toBe(415);
    expect(await figure('orders')).toBe(3);
  });

  it('are facts by what a mapping makes of them', async () => {
    const mapping = {
      type: 'RecordSale',
      where: 'data.status == "paid"',
      fields: {
        id: '"web-" + string(data.number)',
        customerId: 'data.customer.id',
        lines:
          'data.items.map(item, {"product": item.sku, "quantity": item.count, "unitPrice": string(item.price), "category": has(item.kind) ? item.kind : null})',
      },
      otherwise: [
        { type: 'LogInteraction', fields: { customerId: 'data.customer.id', kind: '"order-" + data.status' } },
      ],
    };
    const placed = (id: string, status: string, number: number) => ({
      ...{
        specversion: '1.0',
        id,
        source: 'https://shop.example/eu',
        type: 'com.shop.order',
        time: '2024-05-05T12:00:00+02:00',
      },
      data: {
        number,
        status,
        customer: { id: 'bob' },
        items: [
          { sku: 'pot', count: 2, price: 7.25, kind: 'wares' },
          { sku: 'lid', count: 1, price: 1 },
        ],
      },
    });
    expect(await plain(placed('o1', 'paid', 77))).toMatchObject([202, { problem: { code: 'not-found' } }]);
    await stage.record('/v1/mappings/com.shop.order', mapping, 'PUT');
    const batch = [
      placed('o2', 'paid', 78),
      placed('o2', 'paid', 78),
      placed('o3', 'cancelled', 79),
      placed('o4', 'paid', 78),
    ];
    const [status, answer] = await plain(batch, 'application/cloudevents-batch+json');
    // The last is another event for the same sale: its sale is there.
    expect([status, answer]).toMatchObject([200, { recorded: 2, duplicates: 2, quarantined: 0, conflicts: 0 }]);
    // 2 x 7.25 + 1.
    expect(await figure('revenue.net', { product: 'pot' })).toBe('14.5');
    expect(await figure('revenue.net')).toBe('51');
    expect(await figure('interactions', { kind: 'order-cancelled' })).toBe(1);
    // A change of the mapping changes nothing of what was taken.
    const other = { ...mapping, fields: { ...mapping.fields, id: '"other-" + string(data.number)' } };
    await stage.send('PUT', '/v1/mappings/com.shop.order', other);
    expect(await plain(placed('o2', 'paid', 78))).toMatchObject([
      200,
      { outcome: 'duplicate', fact: { id: 'web-78' } },
    ]);
    expect((await plain(placed('o2', 'paid', 80)))[0]).toBe(409);
    expect(await figure('revenue.net')).toBe('51');
    const [kept] = await waiting();
    await stage.send('POST', `/v1/quarantine/${String(kept?.['id'])}/resubmit`, {});
    expect([await figure('revenue.net'), await waiting()]).toEqual(['66.5', []]);
  });

  it('are refused as mappings that mean nothing, with the place', async () => {
    const put = async (content: object) => (await stage.send('PUT', '/v1/mappings/x', content)).body['detail'];
    expect(await put({ type: 'RecordSail', fields: {} })).toContain('type must be one of RegisterCustomer');
    expect(await put({ type: 'SetSegment', fields: {} })).toContain('type must be one of');
    expect(await put({ type: 'RecordSale', fields: { amount: '1' } })).toContain(
      'fields.amount is no field of RecordSale',
    );
    expect(await put({ type: 'RecordSale', fields: { id: 'data.' } })).toContain('fields.id: ');
    expect(await put({ type: 'RecordSale', fields: { id: 'data.matches("a+")' } })).toContain(
      'rules do not have matches',
    );
    const nested = { type: 'RecordSale', fields: { lines: 'data.a.map(x, data.a.map(y, y))' } };
    expect(await put(nested)).toContain('inside of another loop');
    expect(await put({ type: 'RecordSale', fields: {}, where: 'data.x + 1' })).toContain('where: ');
    expect(await put({ type: 'RecordSale', fields: {}, where: '"x"' })).toContain('a rule is true or false');
  });

  it('wait in quarantine where they are no facts, until somebody ends it', async () => {
    const bad = [
      saleEvent('q1', sale('s-q1', 'ten')),
      saleEvent('q2', sale('s-q2', '10', 'nobody'), { type: 'tallybook.OpenOpportunity' }),
      saleEvent('q3', sale('s-q3', '1'), { type: 'tallybook.SetSegment' }),
      saleEvent('q4', sale('s-e1', '99')),
    ];
    const before = await figure('revenue.net');
    for (const event of bad) expect((await send(HTTP.structured(event)))[0]).toBe(202);
    const events = await waiting();
    expect(events.map((one) => [one['event'], one['code']])).toEqual([
      ['q1', 'invalid-request'],
      ['q2', 'invalid-request'],
      ['q3', 'invalid-request'],
      ['q4', 'id-conflict'],
    ]);
    expect(JSON.parse(String(events[0]?.['sent']))).toMatchObject({ id: 'q1', data: { id: 's-q1' } });
    // Sent again they are kept once; with other content they are a conflict.
    expect(await send(HTTP.structured(saleEvent('q1', sale('s-q1', 'ten'))))).toMatchObject([
      202,
      { outcome: 'quarantined' },
    ]);
    expect((await send(HTTP.structured(saleEvent('q1', sale('s-q1', '10')))))[0]).toBe(409);
    expect(await waiting()).toHaveLength(4);
    const metrics = await (await fetch(`${stage.url}/metrics`)).text();
    expect(metrics).toContain('tally_quarantined_events 4\n');
    expect(metrics).toMatch(/tally_cloud_events_total\{outcome="quarantined"\} \d/);
    const at = (i: number, verb: string) => `/v1/quarantine/${String(events[i]?.['id'])}/${verb}`;
    // As it was sent it is still no fact.
    expect(await stage.problem('POST', at(0, 'resubmit'), {})).toBe('400 invalid-request');
    expect(await stage.problem('POST', at(0, 'resubmit'), { event: 1 })).toBe('400 invalid-request');
    expect(await waiting()).toHaveLength(4);
    const done = await stage.send('POST', at(0, 'resubmit'), { data: sale('s-q1', '10') });
    expect([done.status, done.body]).toMatchObject([
      200,
      { fact: { type: 'RecordSale', id: 's-q1' }, duplicate: false },
    ]);
    expect(await stage.problem('POST', at(0, 'resubmit'), { data: sale('s-q9', '10') })).toBe('404 not-found');
    await stage.record(at(1, 'discard'), { reason: 'a test of theirs' });
    expect((await stage.send('POST', at(1, 'discard'), { reason: 'a test of theirs' })).status).toBe(200);
    expect(await stage.problem('POST', at(1, 'resubmit'), {})).toBe('404 not-found');
    expect(await stage.problem('POST', '/v1/quarantine/unknown/discard', {})).toBe('404 not-found');
    expect((await waiting()).map((one) => one['event'])).toEqual(['q3', 'q4']);
    expect(Number(await figure('revenue.net')) - Number(before)).toBe(10);
    expect(await send(HTTP.structured(saleEvent('q1', sale('s-q1', 'ten'))))).toMatchObject([
      200,
      { outcome: 'resubmitted' },
    ]);
    const { events: ended } = await stage.get('/v1/quarantine?state=resubmitted&type=tallybook.RecordSale');
    expect(ended).toMatchObject([{ event: 'q1', fact: 'RecordSale s-q1' }]);
  });

  it('are taken by a batch in their order, so that a fact finds those before it', async () => {
    const before = Number(await figure('revenue.net'));
    const batch = [
      saleEvent('b1', { id: 'cleo', registeredAt: '2024-04-01' }, { type: 'tallybook.RegisterCustomer' }),
      ...Array.from({ length: 50 }, (_, i) => saleEvent(`b${String(i + 2)}`, sale(`s-b${String(i)}`, '1', 'cleo'))),
      saleEvent('b52', { id: 'r1', saleId: 's-b49', amount: '0.5' }, { type: 'tallybook.RefundSale' }),
      saleEvent('e1', sale('s-other', '1')),
    ].map((event) => JSON.parse(String(HTTP.structured(event).body)) as Shown);
    for (const [recorded, duplicates] of [
      [52, 0],
      [0, 52],
    ]) {
      const [status, answer] = await plain(batch, 'application/cloudevents-batch+json');
      expect([status, answer]).toMatchObject([409, { code: 'id-conflict', recorded, duplicates, conflicts: 1 }]);
      expect((answer['events'] as readonly Shown[])[52]).toMatchObject({
        event: 'e1',
        problem: { code: 'id-conflict' },
      });
    }
    // 50 sales of 1 each, 0.5 of them refunded.
    expect(Number(await figure('revenue.net')) - before).toBe(49.5);
  });

  it('of a table that changes are facts through a mapping', async () => {
    const visit = (id: number) => ({ id, customer: 'bob', kind: 'visit', minutes: 30 });
    await stage.record(
      '/v1/mappings/io.debezium.connector.postgresql.DataChangeEvent',
      {
        ...{ type: 'LogInteraction', where: 'event.iodebeziumtable == "visits" && data.op == "c"' },
        fields: {
          id: '"visit-" + string(data.after.id)',
          customerId: 'data.after.customer',
          kind: 'data.after.kind',
          occurredAt: 'string(timestamp(int(data.ts_ms) / 1000))',
          durationSeconds: 'int(data.after.minutes) * 60',
        },
        otherwise: [
          {
            type: 'VoidInteraction',
            where: 'data.op == "d"',
            fields: {
              id: '"gone-" + string(data.before.id)',
              interactionId: '"visit-" + string(data.before.id)',
              reason: '"deleted in the CRM"',
            },
          },
        ],
      },
      'PUT',
    );
    const log = [changed(1, 'c', visit(1)), changed(2, 'c', visit(2)), changed(3, 'd', visit(1))];
    // From its last offset on Debezium sends again what it may have sent.
    for (const event of [...log, ...log.slice(1), changed(4, 'c', visit(3))])
      expect((await plain(event))[0]).toBeLessThan(202);
    // Three visits, one of them taken back.
    expect(await figure('interactions', { kind: 'visit' })).toBe(2);
  });

  it('are taken once, however many send them at the same time', async () => {
    const before = Number(await figure('orders'));
    const sends = Array.from({ length: 60 }, (_, i) =>
      plain(JSON.parse(String(HTTP.structured(saleEvent(`m${String(i % 10)}`)).body))),
    );
    const statuses = (await Promise.all(sends)).map(([status]) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(Number(await figure('orders')) - before).toBe(10);
  });
});
