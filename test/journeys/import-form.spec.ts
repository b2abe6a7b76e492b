import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tallybook, type ImportRefusals } from '#client/index.js';
import { until } from '../processes/until.js';
import { importEnded } from './import-ended.js';
import { QUIET, Stage } from './stage.js';

const MAP = `-- a map that no address has room for: ${'x'.repeat(20_000)}
SELECT 'RecordSale' AS type, file."order" AS id, min(date)::DATE AS occurredAt,
  list({product: prices.title, quantity: quantity, unitPrice: money(price)} ORDER BY file.line) AS lines, min(file.line) AS line
FROM file LEFT JOIN prices ON prices.sku = file.sku GROUP BY file."order" ORDER BY line`;
const ORDERS = 'order,date,sku,quantity\nf-1,2024-01-05,t,2\nf-1,2024-01-05,c,1\nf-2,2024-01-06,t,1\n';
const PRICES = 'sku;title;price\nt;tea;$4.15\nc;cup;$9.90\n';
/** More than a page has. */
const MANY = 2_500;

describe('a form that imports a file', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ ...QUIET, TALLY_IMPORT_MEGABYTES: '1' }, {}, '2025-01-10T09:00:00Z');
  });
  afterAll(() => stage.close());

  type Told = Readonly<Record<string, unknown>>;
  type Part = readonly [field: string, content: string, fileName?: string];
  const formOf = (...parts: readonly Part[]): FormData => {
    const form = new FormData();
    for (const [field, content, fileName] of parts)
      if (fileName === undefined) form.append(field, content);
      else form.append(field, new Blob([content]), fileName);
    return form;
  };
  const send = async (search: string, ...parts: readonly Part[]) => {
    const response = await fetch(`${stage.url}/v1/imports${search}`, { method: 'POST', body: formOf(...parts) });
    const told = await importEnded(stage, response.status, (await response.json()) as Told);
    const { code, status, detail } = told;
    return typeof code === 'string' ? `${String(Number(status))} ${code}: ${detail as string}` : told;
  };

  it('has its own map and further tables, in any order', async () => {
    const told = await send(
      '',
      ['prices', PRICES, 'C:\\fakepath\\list.txt'],
      ['map', MAP, 'orders.sql'],
      ['file', ORDERS, 'list.txt'],
    );
    expect(told).toMatchObject({ name: 'list.txt', state: 'done', accepted: 2, rejected: 0 });
    expect(await stage.rows({ metrics: ['orders', 'revenue.net'], from: '2024-01-05', to: '2024-01-06' })).toEqual([
      { orders: 2, 'revenue.net': '22.35' },
    ]);
    const client = tallybook(stage.url);
    const form = formOf(['file', ORDERS, 'unsaid'], ['map', MAP], ['prices', PRICES, 'p.csv']);
    const { id } = await client.startImport(form, { name: 'o.csv' });
    await until(async () => (await client.showImport(id)).state === 'done');
    expect(await client.showImport(id)).toMatchObject({ name: 'o.csv', duplicates: 2, accepted: 0 });
    expect(await send('?dryRun=true', ['file', ORDERS, 'o.csv'])).toMatchObject({ state: 'unmapped' });
  });

  it('is answered clearly where it cannot be', async () => {
    const file: Part = ['file', ORDERS, 'o.csv'];
    expect(await send('', ['map', MAP])).toMatch(/^400 invalid-request: file: is not there/);
    expect(await send('', ['file', ORDERS])).toMatch(/^400 invalid-request: file: has no name/);
    expect(await send('', ['file', ORDERS, 'o.doc'])).toMatch(/^400 invalid-request: file: o\.doc is none of/);
    expect(await send('', file, file)).toMatch(/^400 invalid-request: file: is there twice/);
    expect(await send('', file, ['dryRun', 'true'])).toMatch(/^400 invalid-request: dryRun: is no file/);
    expect(await send('', file, ['../x', PRICES, 'p.csv'])).toMatch(
      /^400 invalid-request: \.\.\/x: a table is called by/,
    );
    expect(await send('', file, ['File', PRICES, 'p.csv'])).toMatch(
      /^400 invalid-request: File: there is a table File/,
    );
    expect(await send('', file, ['a', PRICES, 'p.csv'], ['A', PRICES, 'p.csv'])).toMatch(/there is a table A already/);
    expect(await send('?map=SELECT', file, ['map', MAP])).toMatch(/^400 invalid-request: map: is in the address and/);
    expect(await send('?preset=paypal', file, ['map', MAP])).toMatch(/^400 invalid-request: map: cannot be given with/);
    expect(await send('', ['file', '{}', 'o.ndjson'], ['map', MAP])).toMatch(/^400 invalid-request: map: is for CSV/);
    expect(await send('', file, ['map', MAP], ['prices', 'sku;title;price\nt;tea\n', 'p.csv'])).toMatch(
      /^422 bad-import: prices\/p\.csv, line 2: the row has 2 cells, the header 3/,
    );
    expect(await send('', file, ['prices', 'x'.repeat(1_000_001), 'p.csv'])).toMatch(/^413 body-too-large: /);
    const left = join(await stage.folder(), 'scratch/imports');
    expect(existsSync(left) ? readdirSync(left) : []).toEqual([]);
    const bare = await fetch(`${stage.url}/v1/imports`, { method: 'POST', body: ORDERS });
    expect(await bare.json()).toMatchObject({ status: 400, detail: expect.stringMatching(/^name must say/) });
  });

  it('tells everything that it refused, page after page, and as a file', async () => {
    const lines = Array.from({ length: MANY }, (_, i) => `n-${String(i)},2024-01-05,tea,${i % 2 === 0 ? '1' : '-1'}`);
    const map = `SELECT 'RecordSale' AS type, "order" AS id, date::DATE AS occurredAt,
      [{product: sku, quantity: quantity, unitPrice: '1'}] AS lines, line FROM file`;
    const told = await send(
      '',
      ['map', map],
      ['file', `order,date,sku,quantity\n${lines.join('\n')}\nlast,row\n`, 'n.csv'],
    );
    const { id } = told as unknown as { readonly id: string };
    const client = tallybook(stage.url);
    await until(async () => (await client.showImport(id)).state === 'done');
    const { rejected } = await client.showImport(id);
    expect(rejected).toBe(MANY / 2 + 1);
    const all: ImportRefusals['refusals'][number][] = [];
    for await (const one of client.each.listImportRefusals(id, { limit: 500 })) all.push(one);
    expect(all.length).toBe(rejected);
    const sorted = all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
    expect(sorted.map(({ line }) => line)).toEqual([
      ...Array.from({ length: MANY / 2 }, (_, i) => 2 * i + 3),
      MANY + 2,
    ]);
    expect(sorted[0]).toEqual({
      line: 3,
      id: 'n-1',
      code: 'invalid-request',
      detail: expect.stringContaining('quantity'),
    });
    const last = { line: MANY + 2, id: '', code: 'row-unreadable', detail: 'the row has 2 cells, the header 4' };
    expect(sorted.at(-1)).toEqual(last);
    const { name, content } = await client.files.listImportRefusals({ format: 'csv' }, id);
    const [header, ...rows] = (await new Response(content).text()).trimEnd().split('\r\n');
    expect([name, header, rows.length]).toEqual(['n.csv.errors.csv', 'line,id,code,detail', rejected]);
    expect(rows).toContain(`${String(MANY + 2)},,row-unreadable,"the row has 2 cells, the header 4"`);
    expect((await stage.send('GET', `/v1/imports/${id}/refusals?cursor=3`)).body).toMatchObject({
      code: 'invalid-request',
      detail: 'cursor: must be the `next` of an earlier page',
    });
    // Of what refused nothing there is nothing.
    const fine = (await send('', ['map', MAP], ['file', ORDERS, 'o.csv'], ['prices', PRICES, 'p.csv'])) as unknown as {
      readonly id: string;
    };
    expect(await client.listImportRefusals(fine.id)).toEqual({ refusals: [], next: null });
  });
});
