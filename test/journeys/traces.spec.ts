import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Collector, type Span } from '../processes/collector.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { scratchFolder, Server } from './server.js';
import { sale } from './stage.js';

const STEPS = ['POST /v1/sales', 'RecordSale', 'append', 'relay', 'project', 'visible'];

/** A trace that a caller has begun: what it sends, its id, and the span that it sends from. */
function caller(digit: string) {
  const [id, span] = [digit.repeat(32), digit.repeat(16)];
  return { id, span, headers: { traceparent: `00-${id}-${span}-01`, 'content-type': 'application/json' } };
}

async function post(server: Server, path: string, headers: Readonly<Record<string, string>>, body: string) {
  const response = await fetch(server.url + path, { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
}

/** Each span with the name of the one above it. */
function above(spans: readonly Span[]): Readonly<Record<string, string>> {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  return Object.fromEntries(
    spans.map(({ name, parentSpanId = '' }) => [name, names.get(parentSpanId) ?? parentSpanId]),
  );
}

/** Who is above whom in the trace of a sale. @param from the span of its caller */
const whole = (from: string) => ({
  'POST /v1/sales': from,
  RecordSale: 'POST /v1/sales',
  append: 'RecordSale',
  relay: 'RecordSale',
  project: 'RecordSale',
  visible: 'POST /v1/sales',
});

const settingsFor = ({ url }: Collector) => ({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: '20' });

/** Metadata of the events of a stream. */
async function envelopes(server: Server, stream: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { events } = (await server.get(`/v1/log?stream=${stream}`)) as unknown as {
    readonly events: readonly { readonly envelope: Readonly<Record<string, unknown>> }[];
  };
  return events.map(({ envelope }) => envelope);
}

describe('a server with a collector of spans', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let collector: Collector;
  let server: Server;

  beforeAll(async () => {
    scratch = await scratchFolder();
    collector = await Collector.open();
    server = await Server.start(scratch.folder, settingsFor(collector));
  });
  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  it('traces a sale from its request until questions see it, in the trace of its caller', async () => {
    const { id, span, headers } = caller('a');
    const { status, body } = await post(
      server,
      '/v1/sales',
      headers,
      JSON.stringify(sale('s-1', undefined, '2024-02-01', '5')),
    );
    expect(status).toBe(201);
    const spans = await collector.trace(id, ...STEPS);
    expect(above(spans)).toEqual(whole(span));
    expect(spans.map(({ name }) => name).toSorted()).toEqual(STEPS.toSorted());
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['tallybook']));
    const [visible] = spans.filter(({ name }) => name === 'visible');
    expect(visible?.attributes['tallybook.position']).toBe(body['position']);
    expect(await envelopes(server, 'sale-s-1')).toEqual([{ traceparent: expect.stringContaining(id) }]);
  });

  it('says of a refusal which it was, and of nobody anything', async () => {
    const { id, headers } = caller('b');
    const { status } = await post(
      server,
      '/v1/sales',
      headers,
      JSON.stringify(sale('s-2', 'Wilhelmina', '2024-02-01', '5')),
    );
    expect(status).toBe(422);
    const spans = await collector.trace(id, 'POST /v1/sales', 'RecordSale');
    const [refused] = spans.filter(({ name }) => name === 'RecordSale');
    expect([refused?.status.code, refused?.attributes['error.type']]).toEqual([2, 'customer-unknown']);
    await server.get('/v1/customers/Wilhelmina');
    expect(collector.received).not.toContain('Wilhelmina');
  });

  it('traces a request of many facts with few spans, and all of them to where they are visible', async () => {
    const { id, headers } = caller('c');
    const lines = Array.from({ length: 500 }, (_, i) => {
      const data = sale(`m-${String(i)}`, undefined, '2024-02-02', '1');
      return JSON.stringify({ type: 'RecordSale', data });
    });
    const sent = { ...headers, 'content-type': 'application/x-ndjson' };
    const { body } = await post(server, '/v1/bulk', sent, lines.join('\n'));
    expect(body['accepted']).toBe(500);
    const counted = (spans: readonly Span[], of: string) =>
      spans
        .filter(({ name }) => name === of)
        .reduce((sum, { attributes }) => sum + Number(attributes['tallybook.events']), 0);
    const spans = await collector.traceUntil(
      id,
      (some) =>
        ['relay', 'project'].every((of) => counted(some, of) >= 500) &&
        ['POST /v1/bulk', 'visible'].every((of) => some.some(({ name }) => name === of)) &&
        some.filter(({ name }) => name === 'append' || name === 'RecordSale').length >= 40,
    );
    expect([counted(spans, 'relay'), counted(spans, 'project')]).toEqual([500, 500]);
    expect(spans.filter(({ name }) => name === 'append' || name === 'RecordSale')).toHaveLength(40);
    expect(spans.filter(({ name }) => name === 'visible')).toHaveLength(1);
  });

  it('leaves alone what its caller keeps out of the sample', async () => {
    const { id, span } = caller('d');
    const headers = { traceparent: `00-${id}-${span}-00`, 'content-type': 'application/json' };
    await post(server, '/v1/sales', headers, JSON.stringify(sale('s-3', undefined, '2024-02-01', '5')));
    expect(await envelopes(server, 'sale-s-3')).toEqual([{}]);
  });

  it('takes facts, and ends, while the collector is away', async () => {
    await collector.close();
    const { headers } = caller('e');
    const { status } = await post(
      server,
      '/v1/sales',
      headers,
      JSON.stringify(sale('s-4', undefined, '2024-02-01', '5')),
    );
    expect(status).toBe(201);
    await server.stop();
    // As without a collector from now on: nothing is kept of what callers trace.
    server = await Server.start(scratch.folder);
    await post(server, '/v1/sales', headers, JSON.stringify(sale('s-5', undefined, '2024-02-01', '5')));
    expect(await envelopes(server, 'sale-s-5')).toEqual([{}]);
  });
});

describeDeployment('a deployment with a collector of spans', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let collector: Collector;
  let deployment: Deployment;

  beforeAll(async () => {
    scratch = await scratchFolder();
    collector = await Collector.open();
    deployment = await Deployment.start({ folder: scratch.folder, env: settingsFor(collector) });
  });
  afterAll(async () => {
    await deployment.stop();
    await collector.close();
    await scratch.remove();
  });

  it('traces a sale through its processes', async () => {
    const { id, span, headers } = caller('a');
    const body = JSON.stringify(sale('s-1', undefined, '2024-02-01', '5'));
    expect((await post(deployment.api, '/v1/sales', headers, body)).status).toBe(201);
    const spans = await collector.trace(id, ...STEPS);
    expect(above(spans)).toEqual(whole(span));
    const services = Object.fromEntries(spans.map(({ name, service }) => [name, service]));
    expect(services).toMatchObject({
      append: 'tallybook-api',
      relay: 'tallybook-relay',
      project: 'tallybook-projector',
      visible: 'tallybook-api',
    });
  });
});
