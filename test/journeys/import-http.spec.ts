import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import XLSX from '@e965/xlsx';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Upload } from '#client/index.js';
import { until } from '../processes/until.js';
import { importEnded } from './import-ended.js';
import { QUIET, Stage } from './stage.js';

const MAP = `SELECT 'RecordSale' AS type, "order" AS id, any_value(customer) AS customerId, any_value(date)::DATE AS occurredAt,
  list({product: product, quantity: quantity, unitPrice: price} ORDER BY line) AS lines, min(line) AS line
FROM file GROUP BY "order" ORDER BY line`;
const HEADER = 'order,customer,date,product,quantity,price';
const PRESET_SAMPLE = new URL('./import-samples/shopify-orders.csv', import.meta.url).pathname;
/** More than are recorded while somebody waits for the answer. */
const MANY = 60_000;

type Told = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly errors: readonly Readonly<Record<string, unknown>>[];
};

describe('an import over HTTP', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({ ...QUIET, TALLY_IMPORT_MEGABYTES: '20' }, {}, '2025-01-10T09:00:00Z');
  });
  afterAll(() => stage.close());

  const send = async (query: Readonly<Record<string, string>>, body: Upload, type?: string) => {
    const search = new URLSearchParams(query).toString();
    const headers = type === undefined ? {} : { 'content-type': type };
    const response = await fetch(`${stage.url}/v1/imports?${search}`, { method: 'POST', headers, body });
    const retry = response.headers.get('retry-after');
    return { status: response.status, retry, told: (await response.json()) as Told };
  };
  const show = async (id: string) => (await stage.send('GET', `/v1/imports/${id}`)).body as Told;
  const tail = async () => Number((await stage.send('GET', '/v1/log?limit=1')).body['tail']);
  /** Until the judge of alerts has looked at everything that is recorded. */
  const judged = () =>
    until(async () => {
      const text = await (await fetch(`${stage.url}/metrics`)).text();
      const [, at = '0'] = /reaction="firing\.facts"[^\n]* (\d+)$/m.exec(text) ?? [];
      return Number(at) >= (await stage.book.log.tail());
    });
  const imported = async (query: Readonly<Record<string, string>>, body: Upload, type?: string) => {
    const { status, told } = await send(query, body, type);
    return (await importEnded(stage, status, told)) as Told;
  };
  const rows = (...lines: readonly string[]) => [HEADER, ...lines, ''].join('\n');
  const many = (prefix: string) =>
    rows(...Array.from({ length: MANY }, (_, i) => `${prefix}-${String(i)},,2024-02-03,tea,1,4.15`));

  it('is answered when the figures have it, refusals with line, column and value; the same file changes nothing', async () => {
    const file = rows(
      'o-1,,2024-01-05,tea,2,4.15',
      'o-1,,2024-01-05,cup,1,9.90',
      'o-2,nobody,2024-01-06,tea,1,1',
      'o-3,,x',
    );
    const asked = { name: 'orders.csv', map: MAP };
    const told = await imported(asked, file, 'text/csv');
    expect(told).toMatchObject({
      name: 'orders.csv',
      state: 'done',
      dryRun: false,
      progress: 1,
      accepted: 1,
      duplicates: 0,
      rejected: 2,
      types: { RecordSale: 2 },
      position: String(await tail()),
    });
    expect(told.errors).toEqual([
      { line: 4, id: 'o-2', code: 'customer-unknown', detail: expect.any(String), column: 'customer', value: 'nobody' },
      { line: 5, id: '', code: 'row-unreadable', detail: 'the row has 3 cells, the header 6' },
    ]);
    const [first, second] = told['refusals'] as readonly unknown[];
    expect(first).toEqual({
      code: 'customer-unknown',
      count: 1,
      beyond: 0,
      messages: [
        { count: 1, examples: [{ line: 4, detail: expect.any(String), column: 'customer', value: 'nobody' }] },
      ],
    });
    expect(second).toMatchObject({ code: 'row-unreadable', count: 1, messages: [{ examples: [{ line: 5 }] }] });
    expect(await stage.rows({ metrics: ['orders', 'revenue.net'], from: '2024-01-05', to: '2024-01-05' })).toEqual([
      { orders: 1, 'revenue.net': '18.2' },
    ]);
    expect(await imported(asked, file)).toMatchObject({ accepted: 0, duplicates: 1, rejected: 2 });
  });

  it('that is tried decides the same and records nothing', async () => {
    const before = await tail();
    const lines = [
      { type: 'RegisterCustomer', data: { id: 'ada', registeredAt: '2024-01-01' } },
      { type: 'RecordSale', data: { id: 'n-1', customerId: 'ada', occurredAt: '2024-02-01', lines: [] } },
      { type: 'RegisterCustomer', data: { id: 'bo', registeredAt: '2024-01-01' } },
    ];
    const file = lines.map((line) => JSON.stringify(line)).join('\n');
    const tried = await imported({ name: 'facts.ndjson', dryRun: 'true' }, file);
    expect(tried).toMatchObject({
      state: 'done',
      dryRun: true,
      accepted: 2,
      rejected: 1,
      position: expect.any(String),
    });
    expect(tried.errors).toEqual([{ line: 2, id: 'n-1', code: 'invalid-request', detail: expect.any(String) }]);
    expect(await tail()).toBe(before);
    expect(await imported({ name: 'facts.ndjson' }, file)).toMatchObject({ accepted: 2, rejected: 1 });
    expect(await imported({ name: 'facts.ndjson', dryRun: 'true' }, file)).toMatchObject({
      accepted: 0,
      duplicates: 2,
    });
  });

  it('takes what is said of all facts for those that do not say it', async () => {
    const fact = (id: string, more: object) => JSON.stringify({ type: 'RegisterCustomer', data: { id, ...more } });
    const file = `${fact('cy', {})}\n${fact('di', { emitter: 'crm' })}`;
    await imported({ name: 'facts.jsonl', emitter: 'shop' }, file);
    const emitter = async (id: string) => {
      const { events } = (await stage.send('GET', `/v1/log?stream=customer-${id}`)).body as {
        events: { envelope: { emitter?: string } }[];
      };
      return events[0]?.envelope.emitter;
    };
    expect([await emitter('cy'), await emitter('di')]).toEqual(['shop', 'crm']);
    expect((await imported({ name: 'facts.jsonl', knownSince: '2024-01-01' }, fact('ed', {}))).errors).toMatchObject([
      { code: 'known-out-of-order' },
    ]);
  });

  it('takes packed files and sheets, of whatever type they are said to be, or of none', async () => {
    const packed = gzipSync(rows('z-1,,2024-01-07,tea,1,2'));
    const asked = { name: 'C:\\fakepath\\orders.CSV.gz', map: MAP };
    expect(await imported(asked, packed, 'application/json')).toMatchObject({ name: 'orders.CSV.gz', accepted: 1 });
    const sheet = XLSX.utils.aoa_to_sheet([HEADER.split(','), ['x-1', '', '2024-01-07', 'tea', 1, 2.5]]);
    const book = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(book, sheet, 'Orders');
    const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    expect(await imported({ name: 'o.xlsx', map: MAP, sheet: 'Orders' }, bytes)).toMatchObject({ accepted: 1 });
    const encoded = Buffer.from(rows('ä-1,,2024-01-07,tea,1,2').replaceAll(',', ';'), 'latin1');
    const latin = { name: 'o.txt', map: MAP, encoding: 'iso-8859-1', delimiter: ';' };
    expect(await imported(latin, encoded)).toMatchObject({ accepted: 1 });
    expect((await stage.send('GET', '/v1/sales/%C3%A4-1')).status).toBe(200);
    // No file may be called that much: its end is kept.
    const long = await imported({ name: `${'订'.repeat(200)}.csv`, map: MAP }, rows('l-1,,2024-01-07,tea,1,2'));
    expect(long).toMatchObject({ name: expect.stringMatching(/^订{50,}\.csv$/), accepted: 1 });
  });

  it('goes by a preset, of which there is a list', async () => {
    const { presets } = (await stage.get('/v1/imports/presets')) as { presets: { name: string }[] };
    expect(presets.find(({ name }) => name === 'shopify-orders')).toEqual({
      name: 'shopify-orders',
      about: expect.stringMatching(/^Shopify: Orders, exported as CSV\. .* dated like the order\.$/),
      needs: expect.arrayContaining(['Name', 'Lineitem price']),
      optional: expect.arrayContaining(['Taxes']),
    });
    const file = readFileSync(PRESET_SAMPLE);
    const { suggestion, state } = await imported({ name: 'shopify.csv' }, file);
    expect([state, suggestion]).toMatchObject(['unmapped', { preset: 'shopify-orders', question: null }]);
    const told = await imported({ name: 'shopify.csv', preset: 'shopify-orders', dryRun: 'true' }, file);
    expect([told['preset'], Number(told['accepted']) > 3]).toEqual(['shopify-orders', true]);
  });

  it('without a map is a suggestion, which asks what the file does not tell', async () => {
    const before = await tail();
    const file = 'Order,Date,Product,Quantity,Price\ns-1,03/04/2024,tea,1,2.50\ns-2,05/04/2024,tea,2,2.50\n';
    const { state, suggestion } = await imported({ name: 's.csv' }, file);
    const { map, question, preset } = suggestion as {
      map: string;
      preset: unknown;
      question: { choices: { map: string; day: string; format: string }[] };
    };
    expect([state, preset]).toEqual(['unmapped', null]);
    expect(question).toMatchObject({
      column: 'Date',
      value: '03/04/2024',
      choices: [
        { format: '%d/%m/%Y', day: '2024-04-03' },
        { format: '%m/%d/%Y', day: '2024-03-04' },
      ],
    });
    // It is not guessed.
    expect(await imported({ name: 's.csv', map }, file)).toMatchObject({ status: 422, code: 'bad-import' });
    expect(await tail()).toBe(before);
    const answered = question.choices[1]?.map ?? '';
    expect(await imported({ name: 's.csv', map: answered }, file)).toMatchObject({ accepted: 2, rejected: 0 });
    expect(await stage.rows({ metrics: ['orders'], from: '2024-03-04', to: '2024-03-04' })).toEqual([{ orders: 1 }]);
  });

  it('is refused where what is said of it cannot be, before anything is recorded', async () => {
    const before = await tail();
    const file = rows('r-1,,2024-01-05,tea,1,1');
    const refused = async (query: Readonly<Record<string, string>>, body: Upload = file) => {
      const { status, code, detail } = await imported(query, body);
      return `${String(status)} ${String(code)}: ${String(detail)}`;
    };
    expect(await refused({})).toMatch(/^400 invalid-request: name /);
    expect(await refused({ name: 'orders.pdf' })).toMatch(/^400 invalid-request: name: orders.pdf is none of \.csv/);
    expect(await refused({ name: 'o.csv', map: MAP, preset: 'paypal' })).toMatch(/^400 invalid-request: map: /);
    expect(await refused({ name: 'o.csv', preset: 'shopify-order' })).toMatch(/did you mean shopify-orders\?$/);
    expect(await refused({ name: 'o.ndjson', map: MAP })).toMatch(/^400 invalid-request: map: /);
    expect(await refused({ name: 'o.csv', encoding: 'klingon' })).toMatch(/^400 invalid-request: encoding: /);
    expect(await refused({ name: 'o.csv', map: MAP, unknown: '1' })).toMatch(/^400 invalid-request: /);
    expect(await refused({ name: 'o.csv', map: MAP.replace('price', 'prise') })).toMatch(
      /^422 bad-import: the statement on line 1 of the map: .*prise/,
    );
    expect(await refused({ name: 'o.csv', map: MAP }, Buffer.from([0x61, 0x0a, 0xff, 0xfe]))).toMatch(
      /^422 bad-import: /,
    );
    expect(await refused({ name: 'o.csv.gz', map: MAP })).toMatch(/^422 bad-import: o\.csv\.gz cannot be read/);
    expect(await refused({ name: 'o.xlsx', map: MAP })).toMatch(/^422 bad-import: o\.xlsx cannot be read as XLSX/);
    expect(await refused({ name: 'o.csv', map: MAP }, '')).toMatch(/^422 bad-import: o\.csv has no header/);
    expect(await refused({ name: 'o.csv', map: MAP }, Buffer.alloc(20_000_001, 'x'))).toMatch(
      /^413 body-too-large: .*TALLY_IMPORT_MEGABYTES/,
    );
    expect(await tail()).toBe(before);
    // What they had on disk is gone; what others have refused is kept.
    const left = join(await stage.folder(), 'scratch/imports');
    expect((existsSync(left) ? readdirSync(left) : []).filter((name) => !name.endsWith('.refused'))).toEqual([]);
  });

  it('that takes longer is answered before its end, looked after by its id, and can be stopped; sent again it is whole', async () => {
    const file = many('m');
    const { status, told } = await send({ name: 'many.csv', map: MAP }, file);
    expect([status, told['state'] !== 'done']).toEqual([202, true]);
    await until(async () => {
      const { accepted } = await show(told.id);
      return Number(accepted) > 0;
    });
    const stopped = (await stage.send('DELETE', `/v1/imports/${told.id}`)).body as Told;
    expect(stopped['state']).toBe('stopped');
    expect(Number(stopped['accepted'])).toBeLessThan(MANY);
    const { imports } = await stage.get('/v1/imports');
    expect((imports as Told[])[0]).toMatchObject({ id: told.id, state: 'stopped' });
    const whole = await imported({ name: 'many.csv', map: MAP }, file);
    expect(whole).toMatchObject({ state: 'done', rejected: 0 });
    expect([Number(whole['accepted']) + Number(whole['duplicates']), whole['duplicates']]).toEqual([
      MANY,
      stopped['accepted'],
    ]);
    expect((await stage.send('GET', '/v1/imports/nobody')).body['detail']).toContain('Send the same file again');
  });

  it('is stopped also while its sender keeps it waiting', async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const sent = { method: 'POST', body: readable, duplex: 'half' };
    const answer = fetch(`${stage.url}/v1/imports?name=slow.csv`, sent as RequestInit).catch(() => undefined);
    const writer = writable.getWriter();
    await writer.write(Buffer.from(HEADER));
    const latest = async () => ((await stage.get('/v1/imports'))['imports'] as readonly Told[])[0];
    await until(async () => (await latest())?.['name'] === 'slow.csv');
    const id = String((await latest())?.id);
    expect((await stage.send('DELETE', `/v1/imports/${id}`)).body).toMatchObject({ id, state: 'stopped' });
    await writer.close().catch(() => undefined);
    await answer;
  });

  it('waits for its turn behind two others', async () => {
    const file = many('w');
    const sent = await Promise.all(
      ['a', 'b'].map((name) => send({ name: `${name}.csv`, map: MAP, dryRun: 'true' }, file)),
    );
    const third = await send({ name: 'c.csv', map: MAP, dryRun: 'true' }, file);
    for (const { told } of sent) await stage.send('DELETE', `/v1/imports/${told.id}`);
    expect(sent.map(({ status }) => status)).toEqual([202, 202]);
    expect([third.status, third.told['code'], third.retry]).toEqual([429, 'too-many-imports', '2']);
    const small = rows('q-1,,2024-01-05,tea,1,1');
    expect(await imported({ name: 'c.csv', map: MAP, dryRun: 'true' }, small)).toMatchObject({ accepted: 1 });
  });

  it('of history fires no alert', async () => {
    const rule = { title: 'Units', metric: 'units', window: 'day', condition: { above: '100' } };
    await stage.record('/v1/alerts/loud', rule, 'PUT');
    // What a rule is judged by first is what there is by then.
    await judged();
    await imported({ name: 'o.csv', map: MAP, quiet: 'true' }, rows('h-1,,2025-01-10,tea,500,1'));
    const fired = async () => {
      const { firings } = (await stage.get('/v1/alerts/loud/history')) as { firings: readonly { value: unknown }[] };
      return firings.map(({ value }) => value);
    };
    await imported({ name: 'o.csv', map: MAP }, rows('h-2,,2025-01-10,tea,500,1'));
    await until(async () => (await fired()).length > 0);
    // What fired is the second: the first alone would have with 500.
    expect(await fired()).toEqual(['1000']);
  });
});
