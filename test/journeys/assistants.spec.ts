import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtProgram } from '#kernel/checkout.js';
import { officialAssistant, type OfficialClient } from '../stand-ins/official-assistant.js';
import { Guarded } from './guarded.js';

const { Client, StreamableHTTPClientTransport, StdioClientTransport } = await officialAssistant();

const LINES = [{ product: 'tea', quantity: 1, unitPrice: '10' }];

type Answer = Readonly<Record<string, unknown>>;

describe('an assistant', () => {
  const guarded = new Guarded();
  const keys = { reader: '', deep: '', emitter: '' };
  let folder: string;
  const open: OfficialClient[] = [];

  const connected = async (transport: object) => {
    const client = new Client({ name: 'test', version: '1' });
    open.push(client);
    await client.connect(transport);
    return client;
  };
  const overHttp = (key: string) => {
    const requestInit = { headers: { authorization: `Bearer ${key}` } };
    return connected(new StreamableHTTPClientTransport(new URL(`${guarded.stage.url}/mcp`), { requestInit }));
  };
  const call = async (client: OfficialClient, name: string, said: Answer): Promise<Answer> => {
    const { structuredContent, isError, content } = await client.callTool({ name, arguments: said });
    expect([isError ?? false, content]).toEqual([false, expect.anything()]);
    return structuredContent as Answer;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tally-mcp-'));
    guarded.stage.at('2024-04-01T00:00:00Z');
    await guarded.start({ failures: Infinity });
    const admin = await guarded.issue({
      id: 'ops',
      name: 'Operators',
      scopes: ['emit:*', 'read', 'read:records', 'personal', 'policy'],
    });
    keys.reader = await guarded.issue({ id: 'reader', name: 'x', scopes: ['read'] });
    keys.deep = await guarded.issue({ id: 'deep', name: 'x', scopes: ['read', 'read:records'] });
    keys.emitter = await guarded.issue({ id: 'shop', name: 'x', scopes: ['emit:RecordSale'] });
    const record = async (path: string, body: object) => {
      expect(await guarded.outcome('POST', path, { key: admin, body })).toBe('201');
    };
    await record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', name: 'Wilhelmina', region: 'North' });
    for (const [id, day] of [
      ['s1', '2024-01-10'],
      ['s2', '2024-02-10'],
    ] as const)
      await record('/v1/sales', { id, customerId: 'ada', occurredAt: day, lines: LINES, region: 'North' });
    guarded.stage.at('2024-04-05T00:00:00Z');
    await record('/v1/sales', { id: 's3', customerId: 'ada', occurredAt: '2024-02-20', lines: LINES, region: 'South' });
  });
  afterAll(async () => {
    for (const client of open) await client.close();
    await guarded.stage.close();
    await rm(folder, { recursive: true });
  });

  it('is told what there is to ask, all of it only to be read', async () => {
    const { tools } = await (await overHttp(keys.reader)).listTools();
    expect(tools.map(({ name }) => name).toSorted()).toEqual([
      'compare',
      'customers',
      'explain',
      'forecast',
      'metrics',
      'query',
      'records',
      'segments',
    ]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });

  it('is answered with both clocks, the position and what is counted in words', async () => {
    const client = await overHttp(keys.deep);
    const asked = { metrics: ['revenue.net', 'orders'], by: ['region'], from: '2024-01-01', to: '2024-02-29' };
    const then = await call(client, 'query', { ...asked, knownAt: '2024-04-01' });
    expect(then).toMatchObject({
      rows: [{ region: 'North', 'revenue.net': '20', orders: 2 }],
      totals: { 'revenue.net': '20', orders: 2 },
      ...{ asOf: '2024-04-05', knownAt: '2024-04-01', position: expect.stringMatching(/^\d+$/) as unknown },
      definitions: { 'revenue.net': expect.any(String) as unknown, orders: expect.any(String) as unknown },
    });
    const { rows, totals, definitions } = await call(client, 'compare', { ...asked, a: { knownAt: '2024-04-01' } });
    expect(totals).toEqual({ 'revenue.net': { a: '20', b: '30', change: '10' }, orders: { a: 2, b: 3, change: 1 } });
    expect(rows).toContainEqual({
      region: 'South',
      'revenue.net': { a: '0', b: '10', change: '10' },
      orders: { a: 0, b: 1, change: 1 },
    });
    expect(Object.keys(definitions as object).toSorted()).toEqual(['orders', 'revenue.net']);
    const why = await call(client, 'explain', {
      metric: 'orders',
      from: '2024-02-01',
      to: '2024-02-29',
      a: { knownAt: '2024-04-01' },
    });
    expect(JSON.stringify(why)).toContain('s3');
    const { points } = await call(client, 'forecast', { metric: 'orders', grain: 'month', horizon: 2 });
    expect(points).toHaveLength(2);
    const { metrics } = await call(client, 'metrics', {});
    expect((metrics as readonly Answer[]).map(({ name }) => name)).toContain('customers.active');
  });

  it('sees what its key sees, by every tool', async () => {
    const client = await overHttp(keys.deep);
    const found = await call(client, 'customers', { stage: ['active', 'new'] });
    expect(JSON.stringify(found)).toContain('"ada"');
    expect(JSON.stringify(found)).not.toContain('Wilhelmina');
    const behind = await call(client, 'records', { metric: 'orders', from: '2024-01-01', to: '2024-02-29' });
    expect(behind).toMatchObject({ count: 3, sum: 3, asOf: expect.any(String) as unknown });
    expect(await call(client, 'segments', {})).toMatchObject({ segments: [] });
    const reader = await overHttp(keys.reader);
    const { isError, content } = await reader.callTool({ name: 'records', arguments: { metric: 'orders' } });
    expect([isError, JSON.stringify(content)]).toEqual([true, expect.stringContaining('forbidden: ')]);
  });

  it('is told what is wrong with what it asks', async () => {
    const client = await overHttp(keys.reader);
    const wrong = await client.callTool({ name: 'query', arguments: { metrics: ['revenue.nett'] } });
    expect([wrong.isError, JSON.stringify(wrong.content)]).toEqual([true, expect.stringContaining('unknown-metric')]);
    const missing = await client
      .callTool({ name: 'query', arguments: {} })
      .catch((error: unknown) => ({ isError: true, content: String(error) }));
    expect([missing.isError, JSON.stringify(missing.content)]).toEqual([true, expect.stringContaining('metrics')]);
  });

  it('does not get in without a key that may read', async () => {
    await expect(overHttp('tb_none')).rejects.toThrow();
    await expect(overHttp(keys.emitter)).rejects.toThrow();
  });

  it('asks by the command line, too', async () => {
    const key = join(folder, 'reader.key');
    await writeFile(key, keys.reader);
    const args = [fileURLToPath(builtProgram('apps/cli/main')), 'mcp', '--url', guarded.stage.url, '--key-file', key];
    const client = await connected(new StdioClientTransport({ command: process.execPath, args }));
    expect(await call(client, 'query', { metrics: ['orders'] })).toMatchObject({ totals: { orders: 3 } });
  });
});
