import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BATCH_TYPE, EVENT_TYPE } from '#apps/api/edge/events-body.js';
import { EXAMPLES } from '#apps/api/description/examples.js';
import { PROBLEMS } from '#kernel/problems.js';
import { until } from '../processes/until.js';
import { Description, noteOpen } from './description.js';
import { scratchFolder } from './server.js';
import { signingKey } from './signing-key.js';
import { Stage } from './stage.js';

/** The content of an event is described by its type, and grows with those. The parts of a formula are formulas themselves, without an end. */
const OPEN = [
  'CustomMetric.formula.difference',
  'CustomMetric.formula.ratio',
  'CustomMetric.formula.sum',
  'CustomMetricVersion.formula.difference',
  'CustomMetricVersion.formula.ratio',
  'CustomMetricVersion.formula.sum',
  'JournalEvent.data',
  'LaterFact.data',
  'StoredEvent.data',
];

describe('answers', () => {
  let stage: Stage;
  let description: Description;
  let keys: Awaited<ReturnType<typeof scratchFolder>>;
  beforeAll(async () => {
    stage = new Stage().at('2025-01-10T09:00:00Z');
    // Only a book that is sealed erases anybody, and its keys lie elsewhere.
    keys = await scratchFolder();
    const master = join(keys.folder, 'master.key');
    await writeFile(master, randomBytes(32));
    const sealed = { TALLY_MASTER_KEY_FILE: master, TALLY_KEYS_DIR: keys.folder };
    await stage.start({ ...(await signingKey(await stage.folder())), ...sealed });
    description = await Description.of(stage.url);
  });
  afterAll(async () => {
    await stage.close();
    await keys.remove();
  });

  const asked = new Set<string>();
  async function objection(method: string, path: string, body?: string, type = 'application/json') {
    const init = body === undefined ? {} : { headers: { 'content-type': type }, body };
    const response = await fetch(stage.url + path, { method, ...init });
    const text = await response.text();
    const answerType = response.headers.get('content-type') ?? '';
    const answer: unknown = /[/+]json/.test(answerType) ? JSON.parse(text) : text;
    const { status } = response;
    const position = (answer as { readonly position?: unknown } | null)?.position;
    if (method !== 'GET' && status < 300 && typeof position === 'string')
      await stage.book.models.waitFor(Number(position));
    asked.add(`${method} ${path} ${String(status)}`);
    return description.objection({ method, path, status, type: answerType, body: answer });
  }

  it('are as described, for every example', async () => {
    for (const { method, route, path = [], query, body, lines, file, type: own } of EXAMPLES) {
      let next = 0;
      const url = route.replace(/\{\w+\}/g, () => encodeURIComponent(path[next++] ?? ''));
      const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
      const text =
        file ??
        lines?.map((line) => JSON.stringify(line)).join('\n') ??
        (body === undefined ? undefined : JSON.stringify(body));
      const type = own ?? (lines === undefined ? 'application/json' : 'application/x-ndjson');
      expect(await objection(method, url + search, text, type)).toBe(undefined);
    }
    // The examples know one customer: it takes another to become one with.
    for (const [path, body] of [
      ['/v1/customers', { id: 'bo' }],
      ['/v1/customers/bo/merge', { id: 'merge-2', into: 'ada' }],
      ['/v1/customers/bo/unmerge', { id: 'unmerge-2' }],
    ] as const)
      expect(await objection('POST', path, JSON.stringify(body))).toBe(undefined);
  });

  it('are as described, on everything that the examples left behind', async () => {
    for (const path of [
      '/metrics',
      '/v1/sales/s-2',
      '/v1/interactions/i-2',
      '/v1/customers?limit=1&sort=-revenue',
      '/v1/customers/ada?asOf=2024-03-12T10:00:00Z',
      '/v1/customers/ada/timeline?asOf=2024-12-31&knownAt=2026-01-01',
      '/v1/records?metric=customers.active&asOf=2024-03-31',
      '/v1/records?metric=interactions&limit=1',
      '/v1/cohorts?measure=revenue&grain=quarter',
      '/v1/overdue',
      '/v1/rfm',
      '/v1/baskets?by=category&minSupport=0.5&sort=conviction',
      '/v1/survival?by=region',
      '/v1/churn-risk?within=30',
      '/v1/clusters?features=gap,interactions',
      '/v1/affinity?stage=new&minOrders=1',
      '/v1/movers?metric=orders&by=product&from=2024-01-01&to=2024-03-31&compare=previous-year',
      '/v1/clv?calibration=2024-06-30&horizon=4&sort=id',
      '/v1/figures?grain=month&from=2024-01-01&to=2024-12-31',
      '/v1/query?metrics=revenue.net,win_rate&by=region&where.region=nowhere&compare=previous-period&from=2024-01-01&to=2024-03-31',
      '/v1/events?limit=1000',
      '/v1/log?limit=1000',
      '/v1/log?stream=sale-s-1',
      '/v1/log/checkpoint',
      '/v1/log/proof?position=1',
      '/v1/log/proof?from=1&to=2',
      '/v1/log/tile/0%2F000.p%2F1',
      '/v1/periods/2024-03/restatements?limit=1',
    ])
      expect(await objection('GET', path)).toBe(undefined);
    await quarantined();
    const question = { title: 'Q', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } };
    expect(await objection('PUT', '/v1/questions/q', JSON.stringify(question))).toBe(undefined);
    const { body } = await stage.send('POST', '/v1/shares', { question: 'q', pin: true });
    await stage.book.models.waitFor(Number(body['position']));
    expect(await objection('GET', String(body['path']))).toBe(undefined);
    expect(await objection('DELETE', `/v1/shares/${String(body['id'])}`)).toBe(undefined);
    const late = { id: 's-late', customerId: 'ada', occurredAt: '2024-03-20', lines: [LINE] };
    expect(await objection('POST', '/v1/sales', JSON.stringify(late))).toBe(undefined);
    expect(await objection('POST', '/v1/sales', JSON.stringify(late))).toBe(undefined);
    expect(await objection('GET', '/v1/periods/2024-03/restatements')).toBe(undefined);
    const foretold = { metric: 'orders', grain: 'month', horizon: 2, by: 'region', asOf: '2024-02-29', save: true };
    const made = await stage.send('POST', '/v1/forecasts', foretold);
    const { id: forecast, position: keptAt } = made.body['saved'] as { readonly id: string; readonly position: string };
    await stage.book.models.waitFor(Number(keptAt));
    expect(await objection('POST', '/v1/forecasts', JSON.stringify(foretold))).toBe(undefined);
    for (const path of ['', `/${forecast}`, `/${forecast}/accuracy`])
      expect(await objection('GET', `/v1/forecasts${path}`)).toBe(undefined);
    const why = { metric: 'orders', a: { asOf: '2024-03-31' }, b: {}, limit: 1 };
    expect(await objection('POST', '/v1/explain', JSON.stringify(why))).toBe(undefined);
    const saved = { title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } };
    expect(await objection('PUT', '/v1/questions/drawn', JSON.stringify(saved))).toBe(undefined);
    for (const picture of ['svg', 'png'])
      expect(await objection('GET', `/v1/questions/drawn/chart.${picture}`)).toBe(undefined);
    const told = { id: 'd-1', kind: 'nobody sends', channel: 'ops', subject: 'report', body: { of: ['a', 1, null] } };
    await stage.book.outbox().enqueue([told], '2024-05-01T10:00:00.000Z');
    expect(await objection('POST', '/v1/deliveries/d-1/retry')).toBe(undefined);
    expect(await objection('GET', '/v1/deliveries')).toBe(undefined);
    for (const [method, path, body] of CHANNELS)
      expect([path, await objection(method, path, body && JSON.stringify(body))]).toEqual([path, undefined]);
    const [imported] = (await stage.get('/v1/imports'))['imports'] as readonly { readonly id: string }[];
    for (const method of ['GET', 'DELETE'])
      expect(await objection(method, `/v1/imports/${String(imported?.id)}`)).toBe(undefined);
    expect(await objection('GET', `/v1/imports/${String(imported?.id)}/refusals`)).toBe(undefined);
    const rows = 'order,date,product,total\nw-2,02/03/2024,tea,$4.15\n';
    for (const search of ['name=a.csv', 'name=a.csv&preset=paypal', 'name=a.ndjson'])
      expect(await objection('POST', `/v1/imports?${search}`, rows, 'text/csv')).toBe(undefined);
    const held = { source: 'shop', period: '2024-03', controls: [{ metric: 'orders', day: '2024-03-14', value: '7' }] };
    const { body: reconciled } = await stage.send('POST', '/v1/reconciliations', held);
    await stage.book.models.waitFor(Number(reconciled['position']));
    expect(await objection('GET', `/v1/reconciliations/${String(reconciled['id'])}`)).toBe(undefined);
    const asDocuments = '/v1/reconciliations/file?source=erp&period=2024-03&name=a.csv';
    expect(await objection('POST', asDocuments, 'id,amount\nw-1,x\nw-2,4\nw-2,4\n', 'text/csv')).toBe(undefined);
    const rule = { title: 'Any order', metric: 'orders', window: 'day', condition: { above: '0' } };
    expect(await objection('PUT', '/v1/alerts/any', JSON.stringify(rule))).toBe(undefined);
    const today = { id: 's-today', customerId: 'ada', occurredAt: '2025-01-10', lines: [LINE] };
    expect(await objection('POST', '/v1/sales', JSON.stringify(today))).toBe(undefined);
    await until(async () => {
      const { parts } = await stage.get('/v1/alerts/any');
      return (parts as readonly { readonly state: string }[]).some(({ state }) => state === 'firing');
    });
    expect(await objection('POST', '/v1/alerts/any/acknowledge', '{}')).toBe(undefined);
    const often = {
      title: 'Orders',
      question: 'drawn',
      cron: '* * * * *',
      timeZone: 'UTC',
      format: 'csv',
      channels: [],
    };
    expect(await objection('PUT', '/v1/schedules/often', JSON.stringify(often))).toBe(undefined);
    stage.at('2025-01-10T09:01:00Z');
    const runs = async (): Promise<unknown> => (await stage.get('/v1/schedules/often/runs'))['runs'];
    await until(async () => JSON.stringify(await runs()) !== '[]');
    for (const path of [
      '',
      '/runs',
      '/report',
      '/report?run=1',
      '/runs/1',
      '/runs/1?format=html',
      '/runs/1?format=pdf',
    ])
      expect(await objection('GET', `/v1/schedules/often${path}`)).toBe(undefined);
    expect(await objection('GET', '/v1/schedules')).toBe(undefined);
  });

  it('are problems as described, for every operation that is asked what it refuses', async () => {
    const objections: unknown[] = [];
    for (const [name, operation] of description.operations) {
      if (STREAMS.includes(name)) continue;
      const [method = '', route = ''] = name.split(' ');
      const path = route.replace(/\{\w+\}/g, 'nobody');
      if (operation.requestBody === undefined)
        objections.push(await objection(method, `${path}?position=x`), await objection(method, path));
      else for (const [body, type] of WRONG_BODIES) objections.push(await objection(method, path, body, type));
    }
    expect(objections.filter((one) => one !== undefined)).toEqual([]);
  });

  /** Events that are no facts, one of them twice; resubmitted, and discarded. */
  async function quarantined(): Promise<void> {
    const events = ['1', '2', '2'].map((id) => ({
      ...{ specversion: '1.0', id, source: '/shop', type: 'tallybook.LogInteraction' },
      data: { customerId: 'ada' },
    }));
    expect(await objection('POST', '/v1/cloudevents', JSON.stringify(events[0]), EVENT_TYPE)).toBe(undefined);
    expect(await objection('POST', '/v1/cloudevents', JSON.stringify(events), BATCH_TYPE)).toBe(undefined);
    const other = [{ ...events[0], data: {} }, events[1]];
    expect(await objection('POST', '/v1/cloudevents', JSON.stringify(other), BATCH_TYPE)).toBe(undefined);
    await stage.book.models.waitFor(await stage.book.log.tail());
    const { body } = await stage.send('GET', '/v1/quarantine');
    const [one, two] = body['events'] as readonly { readonly id: string }[];
    const data = { id: 'i-mended', customerId: 'ada', kind: 'call', occurredAt: '2024-03-14' };
    const resubmit = `/v1/quarantine/${String(one?.id)}/resubmit`;
    expect(await objection('POST', resubmit, JSON.stringify({ data }))).toBe(undefined);
    expect(await objection('POST', `/v1/quarantine/${String(two?.id)}/discard`, '{}')).toBe(undefined);
    expect(await objection('GET', '/v1/quarantine')).toBe(undefined);
  }

  it('of every status that an operation describes for success are asked above', () => {
    const statuses = [...asked].filter((one) => / 2\d\d$/.test(one));
    const described = [...description.operations.keys()].filter(
      (name) => !STREAMS.includes(name) && !name.includes('replays/{id}'),
    );
    const found = described.filter((name) => {
      const [method = '', route = ''] = name.split(' ');
      const pattern = new RegExp(`^${method} ${route.replace(/\{\w+\}/g, '[^/?]+')}(\\?\\S*)? `);
      return statuses.some((one) => pattern.test(one));
    });
    expect(found).toEqual(described);
  });

  it('would be objected to for a field that nobody described, on any level', async () => {
    const path = '/v1/customers/ada/timeline';
    const answer = (await stage.send('GET', path)).body as { readonly events: readonly object[] };
    const asAnswered = { method: 'GET', path, status: 200, type: 'application/json' };
    const events = answer.events.map((event) => ({ ...event, extra: 1 }));
    const objections = [answer, { ...answer, extra: 1 }, { ...answer, events }].map((body) =>
      description.objection({ ...asAnswered, body }),
    );
    expect(objections.map((objection) => objection?.includes('is not as described') ?? false)).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('have no field that is not described', () => {
    const open: string[] = [];
    for (const [name, schema] of Object.entries(description.document.components.schemas)) noteOpen(name, schema, open);
    for (const { operationId, responses } of description.operations.values())
      for (const { content = {} } of Object.values(responses))
        for (const [type, { schema }] of Object.entries(content))
          if (type === 'application/json') noteOpen(operationId, schema, open);
    expect(open.sort()).toEqual(OPEN);
  });
});

describe('problems', () => {
  it('each have a title, a cause and a cure', () => {
    const without = Object.entries(PROBLEMS).filter(([, one]) =>
      [one.title, one.cause, one.cure].some((text) => text === ''),
    );
    expect(without).toEqual([]);
  });
});

/** They answer for ever; their messages are looked at where they are listened to. */
const STREAMS = ['GET /v1/live', 'GET /v1/events/stream'];

const WRONG_BODIES = [
  ['{', 'application/json'],
  ['{"no": "field"}', 'application/json'],
  ['a=b', 'text/plain'],
] as const;

const LINE = { product: 'tea', quantity: 1, unitPrice: '1' };

/** A channel that is paused, a message in an inbox, and a webhook. */
const CHANNELS: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['PUT', '/v1/channels/hook', { kind: 'webhook', url: 'https://hooks.example', secret: `whsec_${'A'.repeat(44)}` }],
  ['POST', '/v1/channels/hook/pause', { id: 'p-1', reason: 'holiday' }],
  ['GET', '/v1/channels/hook'],
  ['GET', '/v1/channels'],
  ['GET', '/v1/channels/hook/versions'],
  ['GET', '/v1/pauses'],
  ['PUT', '/v1/channels/front', { kind: 'inbox' }],
  ['POST', '/v1/channels/front/test'],
  ['GET', '/v1/messages'],
  ['PUT', '/v1/webhooks/told', { url: 'https://hooks.example', types: ['PeriodClosed'] }],
  ['GET', '/v1/webhooks/told/secret'],
];
