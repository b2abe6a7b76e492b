import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXAMPLES } from '#apps/api/description/examples.js';
import { described } from '#apps/api/description/example.js';
import { COMMANDS } from '#subjects/tables.js';
import { until } from '../processes/until.js';
import { Description, type Operation } from './description.js';
import { Stage } from './stage.js';

const REDOCLY = join(import.meta.dirname, '../../node_modules/@redocly/cli/bin/cli.js');

/** What a browser or a scraper asks for, streams, pictures and what proves the log: no example as JSON. */
const WITHOUT_EXAMPLE = [
  'GET /metrics',
  'GET /v1/events/stream',
  'GET /v1/live',
  'GET /v1/log/checkpoint',
  'GET /v1/log/proof',
  'GET /v1/log/tile/{path}',
  'GET /v1/questions/{id}/chart.png',
  'GET /v1/questions/{id}/chart.svg',
];

describe('the API description', () => {
  let stage: Stage;
  let operations: ReadonlyMap<string, Operation>;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2025-01-10T09:00:00Z');
    ({ operations } = await Description.of(stage.url));
  });
  afterAll(() => stage.close());

  const importOf = async (id = '') => (await stage.send('GET', `/v1/imports/${id}`)).body;

  it('has every route, each with an example', () => {
    const shown = new Set(EXAMPLES.map(({ method, route }) => `${method} ${route}`));
    expect([...operations.keys()].filter((name) => !shown.has(name)).sort()).toEqual(WITHOUT_EXAMPLE);
    expect([...shown].filter((name) => !operations.has(name))).toEqual([]);
    for (const { route } of Object.values(COMMANDS)) {
      const path = described(route);
      const operation = operations.get(`${route.method} ${path}`);
      // What the path names is all that is said.
      if (route.method === 'DELETE') continue;
      expect([path, operation?.requestBody?.content['application/json']?.schema]).toEqual([
        path,
        expect.objectContaining({ additionalProperties: false }),
      ]);
    }
  });

  it('says of each fact what lines call it and where it is recorded', () => {
    const told = [...operations].filter(([, operation]) => 'x-fact' in operation);
    expect(told.map(([name]) => name).sort()).toEqual(
      Object.values(COMMANDS)
        .map(({ route }) => `${route.method} ${described(route)}`)
        .sort(),
    );
    expect(operations.get('POST /v1/sales/{id}/refunds')?.['x-fact']).toEqual({
      type: 'RefundSale',
      stream: 'sale-{saleId}',
      names: 'saleId',
    });
    expect(operations.get('POST /v1/targets')?.['x-fact']).toEqual({ type: 'SetTarget', stream: 'targets' });
  });

  it('passes the rules of a linter, without errors and without warnings', async () => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    const command = [REDOCLY, 'lint', `${stage.url}/openapi.json`, '--format=json'];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env });
    expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 0 }, problems: [] });
  });

  it('has examples that work, asked with nothing but what it shows', async () => {
    for (const { method, route, lines, file, type: own, status } of EXAMPLES) {
      const { parameters = [], requestBody } = operations.get(`${method} ${route}`) ?? {};
      const shown = (place: string) => parameters.filter((one) => one.in === place && one.example !== undefined);
      const url = route.replace(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(String(shown('path').find((one) => one.name === name)?.example)),
      );
      const search = shown('query').flatMap(({ name, example }) =>
        [example].flat().map((one) => [name, String(one)] as [string, string]),
      );
      const ofText = file === undefined ? 'application/x-ndjson' : 'application/octet-stream';
      const type = own ?? ((file ?? lines) === undefined ? 'application/json' : ofText);
      const example = requestBody?.content[type]?.example;
      const body = typeof example === 'string' ? example : JSON.stringify(example);
      const init = example === undefined ? {} : { headers: { 'content-type': type }, body };
      const query = new URLSearchParams(search).toString();
      const response = await fetch(`${stage.url}${url}?${query}`, { method, ...init });
      // Of lines of JSON the first.
      const [first = ''] = (await response.text()).split('\n');
      const answer = JSON.parse(first) as { position?: string; id?: string };
      const goesOn = route === '/v1/imports' && response.status === 202;
      // Told so where it takes longer than its answer waits.
      if (goesOn) await until(async () => (await importOf(answer.id))['state'] === 'done');
      expect([method, route, answer, goesOn ? 200 : response.status]).toEqual([method, route, answer, status]);
      if (status === 201 && answer.position !== undefined) await stage.book.models.waitFor(Number(answer.position));
    }
  });

  it('calls every operation by a name of its own, and says what each parameter is', () => {
    const names = [...operations.values()].map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
    for (const [name, { parameters, tags, summary }] of operations) {
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      expect([name, parameters.filter((one) => one.in === 'path').map((one) => one.name)]).toEqual([name, inPath]);
      const bare = parameters.filter(({ description = '', schema }) => description === '' || !('type' in schema));
      expect([name, bare.map((one) => one.name), tags.length, summary === undefined]).toEqual([name, [], 1, false]);
    }
  });

  it('is a page to read', async () => {
    const response = await fetch(`${stage.url}/docs`);
    expect([response.status, (await response.text()).includes('Tallybook API')]).toEqual([200, true]);
  });

  it('gives every answer the id of its request', async () => {
    const own = await fetch(`${stage.url}/healthz`, { headers: { 'x-request-id': 'mine-1' } });
    expect(own.headers.get('x-request-id')).toBe('mine-1');
    expect((await fetch(`${stage.url}/healthz`)).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lets Prometheus scrape positions, facts and durations', async () => {
    await stage.send('POST', '/v1/customers', { id: '' });
    const response = await fetch(`${stage.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const tail = await stage.book.log.tail();
    expect(text).toContain(`tally_log_position ${String(tail)}`);
    expect(text).toContain('tally_lag_seconds');
    expect(text).toContain('tally_facts_total{type="RegisterCustomer",outcome="recorded"} 1');
    expect(text).toContain('tally_facts_total{type="RegisterCustomer",outcome="invalid-request"} 1');
    expect(text).toContain('tally_http_request_seconds_count{method="POST",route="/v1/customers",status="201"} 1');
  });
});
