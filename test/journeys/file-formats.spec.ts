import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { demoBusiness } from '#demo/business.js';
import { metadataOf, seenByDuckDb, seenInSheet } from '#testing/read-files.js';
import { ask, codeOf, RawConnection } from './raw.js';
import {
  askedTogether,
  FORMATS,
  plain,
  seen,
  SPAN,
  sumOf,
  type Answered,
  type Format,
  type Listed,
} from './seen-files.js';
import { tally } from './server.js';
import { Stage, type Rows } from './stage.js';

describe('what is on the screen is in the file', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2025-02-01T09:00:00Z');
    await stage.bulk([...demoBusiness({ facts: 2_000, seed: 11 })]);
    const target = { id: 't', metric: 'revenue.net', from: '2023-01-01', to: '2024-12-31', value: '1000' };
    await stage.record('/v1/targets', target);
    const line = { product: 'tea', quantity: 1, unitPrice: '9999999999.123456' };
    await stage.record('/v1/sales', { id: 'dear', occurredAt: '2024-05-01', region: '=1+1', lines: [line] });
  });
  afterAll(() => stage.close());

  async function fetched(path: string, init: RequestInit = {}) {
    const response = await fetch(stage.url + path, init);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) throw new Error(bytes.toString());
    return { bytes, headers: response.headers };
  }

  const asked = (question: object, format: Format) =>
    fetched(`/v1/query?format=${format}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...question, position: stage.position }),
    });

  it('for every metric of the catalogue: each figure, and sums that are the totals of the answer', async () => {
    const { metrics } = (await stage.get('/v1/metrics')) as unknown as { readonly metrics: readonly Listed[] };
    let summed = 0;
    for (const { by, where, group } of askedTogether(metrics)) {
      const question = { metrics: group.map(({ name }) => name), by: [by], where, ...SPAN };
      const { columns, rows, totals } = (await stage.query(question)) as unknown as Answered;
      const expected = rows.map((row) => columns.map(({ name, type }) => plain(row[name], type)));
      const below = columns.map(({ name, type }) => (name === by ? 'total' : plain(totals[name], type)));
      for (const format of FORMATS) {
        const found = await seen((await asked(question, format)).bytes, format);
        const figures = found.rows.map((row) => columns.map(({ type }, i) => plain(unescaped(row[i]), type)));
        expect([by, format, figures]).toEqual([by, format, expected]);
        for (const [i, { name, type }] of columns.entries()) {
          if (group.find((one) => one.name === name)?.additive !== true || isDistinct(name, by)) continue;
          const sum = sumOf(found.rows, i);
          expect([name, format, String(sum)]).toEqual([name, format, plain(totals[name], type)]);
          summed++;
        }
        const marked = found.totals?.map((cell, i) => plain(cell, columns[i]?.type ?? ''));
        expect([by, format, marked]).toEqual([by, format, format === 'xlsx' ? below : undefined]);
      }
    }
    expect(summed).toBe(FORMATS.length * metrics.filter(({ additive }) => additive).length);
  });

  /** The walk stays to the first dimension of each: none of those counts a thing twice. */
  const isDistinct = (name: string, by: string) => name === 'orders' && ['product', 'category'].includes(by);
  const unescaped = (text: string | null | undefined) => text?.replace(/^'(?==)/, '');

  it('with days as days, what it is about and the same bytes each time', async () => {
    const question = { metrics: ['revenue.net', 'orders'], grain: 'day', from: '2024-04-30', to: '2024-05-01' };
    const { meta } = (await stage.query(question)) as unknown as Answered;
    for (const format of FORMATS) {
      const { bytes, headers } = await asked(question, format);
      expect(Buffer.compare(bytes, (await asked(question, format)).bytes)).toBe(0);
      expect([headers.get('content-disposition'), headers.get('vary')]).toEqual([
        `attachment; filename="revenue.net_orders_day_2025-02-01.${format}"`,
        'accept',
      ]);
    }
    const parquet = (await asked(question, 'parquet')).bytes;
    expect((await seenByDuckDb(parquet, 'parquet')).columns).toEqual([
      ['day', 'DATE'],
      ['revenue.net', 'DECIMAL(38,6)'],
      ['orders', 'BIGINT'],
    ]);
    const about = {
      question: JSON.stringify(question),
      asOf: '2025-02-01',
      knownAt: 'everything recorded',
      position: meta.position,
      'definitions.lifecycle': 'default',
      'definitions.tiers': 'default',
      currency: 'USD',
      'revenue.net': 'gross - discount - refunded.',
    };
    expect(await metadataOf(parquet)).toMatchObject(about);
    const xlsx = (await asked(question, 'xlsx')).bytes;
    expect(Object.fromEntries(await seenInSheet(xlsx, 'about'))).toMatchObject(about);
    const [head, day] = await seenInSheet(xlsx, 'table');
    expect([head, day?.[0]]).toEqual([['day', 'revenue.net (USD)', 'orders'], '2024-04-30']);
  });

  it('of lists all of it, not a page: the records of a figure sum to it', async () => {
    const records = await stage.get(`/v1/records?metric=revenue.net&from=${SPAN.from}&to=${SPAN.to}`);
    for (const format of FORMATS) {
      const { bytes } = await fetched(
        `/v1/records?metric=revenue.net&from=${SPAN.from}&to=${SPAN.to}&format=${format}`,
      );
      const { rows, totals } = await seen(bytes, format);
      const sum = sumOf(rows, 4);
      expect([format, rows.length, String(sum)]).toEqual([
        format,
        records['count'],
        plain(String(records['sum']), 'decimal'),
      ]);
      expect(plain(totals?.[4], 'decimal')).toBe(format === 'xlsx' ? String(sum) : null);
    }
  });

  it('of customers the same as page after page, in their order', async () => {
    const sorted = '/v1/customers?sort=-revenue&stage=active,new';
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: { customers: { id: string }[]; next: string | null } = (await stage.get(
        `${sorted}&limit=15${next === '' ? '' : `&cursor=${next}`}`,
      )) as never;
      ids.push(...page.customers.map(({ id }) => id));
      next = page.next;
    }
    expect(ids.length).toBeGreaterThan(30);
    for (const format of FORMATS)
      expect((await seen((await fetched(`${sorted}&format=${format}`)).bytes, format)).rows.map(([id]) => id)).toEqual(
        ids,
      );
    const { columns } = await seenByDuckDb((await fetched(`${sorted}&format=parquet`)).bytes, 'parquet');
    expect(Object.fromEntries(columns)).toMatchObject({
      registered: 'DATE',
      orders: 'BIGINT',
      revenue: 'DECIMAL(38,6)',
      email: 'VARCHAR',
    });
  });

  it('of cohorts, scores and closed periods too', async () => {
    const rowsOf = async (path: string) => (await seenByDuckDb((await fetched(path)).bytes, 'csv')).rows;
    const { cohorts } = (await stage.get('/v1/cohorts?measure=revenue&grain=quarter')) as unknown as {
      readonly cohorts: readonly {
        cohort: string;
        size: number;
        cells: readonly { period: string; value: string }[];
      }[];
    };
    expect(
      (await rowsOf('/v1/cohorts?measure=revenue&grain=quarter&format=csv')).map((row) =>
        [0, 1, 2, 4].map((i) => row[i]),
      ),
    ).toEqual(
      cohorts.flatMap(({ cohort, size, cells }) =>
        cells.map(({ period, value }) => [cohort, String(size), period, value]),
      ),
    );
    const { cells } = (await stage.get('/v1/rfm')) as unknown as {
      readonly cells: readonly { score: string; revenue: string }[];
    };
    expect((await rowsOf('/v1/rfm?format=csv')).map((row) => [row[0], row[5]])).toEqual(
      cells.map(({ score, revenue }) => [score, revenue]),
    );
    await stage.record('/v1/periods/2024-Q1/close', { id: 'close' });
    const closed = (await stage.get('/v1/periods/2024-Q1?by=region')) as { figures: Readonly<Record<string, Rows>> };
    expect(Object.keys(closed.figures)).toEqual(['region']);
    const { bytes } = await fetched('/v1/periods/2024-Q1?by=region&format=xlsx');
    const { rows, totals } = await seen(bytes, 'xlsx');
    expect(rows.map((row) => row[0] ?? '')).toEqual(closed.figures['region']?.map((row) => row['region']));
    const at = (await seenInSheet(bytes, 'table'))[0]?.indexOf('revenue.net (USD)') ?? -1;
    const sum = sumOf(rows, at);
    expect(plain(totals?.[at], 'decimal')).toBe(String(sum));
    expect((await rowsOf('/v1/periods/2024-Q1?format=csv')).length).toBe(1);
    expect(await stage.problem('GET', '/v1/periods/2024-Q1?by=moon')).toBe('400 invalid-request');
  });

  it('of a SELECT too, with what SQL has beyond as text', async () => {
    const sql = `SELECT region, sum(net) AS net, count(*) AS lines, min(day) AS first, 1.23456789::DECIMAL(12,8) AS fine,
      170141183460469231731687303715884105727::HUGEINT AS huge FROM sales GROUP BY region ORDER BY region`;
    const body = JSON.stringify({ sql, position: stage.position });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const { rows } = JSON.parse((await fetched('/v1/sql', init)).bytes.toString()) as { readonly rows: Rows };
    expect(rows.length).toBeGreaterThan(2);
    const expected = rows.map((row) => [plain(row['net'], 'decimal'), String(row['lines']), row['first']]);
    for (const format of FORMATS) {
      const found = await seen((await fetched(`/v1/sql?format=${format}`, init)).bytes, format);
      expect([format, found.rows.map((row) => [plain(row[1], 'decimal'), row[2], row[3]])]).toEqual([format, expected]);
    }
    const { columns } = await seenByDuckDb((await fetched('/v1/sql?format=parquet', init)).bytes, 'parquet');
    expect(columns.map(([, type]) => type)).toEqual([
      'VARCHAR',
      'DECIMAL(38,6)',
      'BIGINT',
      'DATE',
      'VARCHAR',
      'VARCHAR',
    ]);
  });

  it('on the command line: a file as the server gives it, and a table with currency, totals and what is incomplete', async () => {
    const file = `${await stage.folder()}/asked.parquet`;
    const question = ['orders', '--by', 'region', '--from', SPAN.from, '--to', SPAN.to, '--url', stage.url];
    const run = await tally(['query', ...question, '--format', 'parquet', '--out', file]);
    expect([run.code, run.out, run.err]).toEqual([0, '', '']);
    const { rows } = await seenByDuckDb(await readFile(file), 'parquet');
    const answer = await stage.rows({ metrics: ['orders'], by: ['region'], ...SPAN });
    expect(rows).toEqual(answer.map((row) => [row['region'], String(row['orders'])]));
    const select = ['sql', 'SELECT count(*) AS lines FROM sales', '--url', stage.url];
    expect((await tally([...select, '--format', 'csv'])).out).toMatch(/^lines\r\n\d+\r\n$/);
    const table = await tally(['query', 'revenue.net', '--grain', 'month', '--from', '2025-01-01', '--url', stage.url]);
    expect(table.out.split('\n').map((line) => line.split(/\s+/)[0])).toEqual([
      'month',
      '2025-01',
      '2025-02…',
      'total',
      '',
    ]);
    expect(table.out).toMatch(/^month +revenue\.net \(USD\)\n/);
    const refused = await tally(['query', 'luck', '--format', 'xlsx', '--out', `${file}.none`, '--url', stage.url]);
    expect([refused.code, existsSync(`${file}.none`)]).toEqual([2, false]);
  });

  it('in the form that Accept takes most gladly, format before it', async () => {
    const type = async (accept: string, more = '') => {
      const { headers } = await ask(`${stage.url}/v1/rfm?x${more}`.replace('?x&', '?').replace('?x', ''), {
        headers: { accept },
      });
      return headers['content-type']?.split(';')[0];
    };
    expect(await type('text/csv')).toBe('text/csv');
    expect(await type('text/csv;q=0.5, application/json;q=0.4')).toBe('text/csv');
    expect(await type('application/vnd.apache.parquet, */*')).toBe('application/vnd.apache.parquet');
    expect(await type('text/html,application/xml;q=0.9,*/*;q=0.8')).toBe('application/json');
    expect(await type('application/json', '&format=csv&bom=true')).toBe('text/csv');
    const refused = await ask(`${stage.url}/v1/rfm`, { headers: { accept: 'application/pdf' } });
    expect([codeOf(refused), JSON.parse(refused.text)]).toEqual([
      '406 not-acceptable',
      expect.objectContaining({ detail: expect.stringContaining('text/csv') as unknown }),
    ]);
  });

  it('as a file that begins with a mark where that is asked for, also in a body', async () => {
    const body = { metrics: ['orders'], format: 'csv', bom: true };
    const { bytes } = await fetched('/v1/query', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(bytes.toString()).toMatch(/^\ufefforders\r\n\d+\r\n$/);
  });

  it.each([
    ['/v1/rfm?format=pdf', '400 invalid-request', 'format must be one of json, csv, xlsx, parquet'],
    ['/v1/rfm?format=csv&bom=maybe', '400 invalid-request', 'bom must be true or false'],
    ['/v1/customers?format=csv&limit=5', '400 invalid-request', 'limit has no meaning here: a file has every row'],
    ['/v1/customers/nobody?format=csv', '400 invalid-request', 'property format should not exist'],
    ['/v1/query?metrics=luck&format=csv', '400 unknown-metric', 'there is no metric luck'],
    ['/v1/customers?format=xlsx&asOf=soon', '400 invalid-request', 'asOf must be'],
  ])('and %s is told so', async (path, code, detail) => {
    const answer = await ask(stage.url + path);
    expect([codeOf(answer), answer.headers['content-disposition']]).toEqual([code, undefined]);
    expect((JSON.parse(answer.text) as { readonly detail: string }).detail).toContain(detail);
  });

  it('and nothing of it stays on the disk, also when its client leaves', async () => {
    const connection = await RawConnection.open(stage.url);
    connection.send('GET /v1/customers?format=parquet HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await connection.until(/^HTTP\/1.1 200/);
    connection.end();
    await fetched('/v1/customers?format=xlsx');
    const folder = `${await stage.folder()}/scratch/exports`;
    while ((await readdir(folder)).length > 0) await new Promise(setImmediate);
    expect(await readdir(folder)).toEqual([]);
  });
});
