import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder, tally } from './server.js';
import { QUIET, sale, Stage } from './stage.js';
import { until } from '../processes/until.js';

/** The invoices of March as an ERP lists them. Against the book: see what is recorded below. */
const FILE = `id,date,amount,currency,customer
s-1,2024-03-02,100,USD,ada
s-2,2024-03-03,55,USD,ada
s-3,2024-03-05,20,USD,bob
s-4,2024-03-31,30,USD,bob
s-5,2024-03-06,40,USD,cy
s-6,2024-03-07,10,USD,bob
s-7,2024-03-08,5,USD,ada
s-7,2024-03-08,5,USD,ada
x-9,2024-03-10,9,USD,ada
s-10,2024-03-12,6,USD,ada
s-11,2024-04-01,15,USD,ada
k-1,2024-03-11,-12,USD,ada
k-2,2024-03-13,-2.5,USD,ada
s-12,2024-03-14,1O0,USD,ada
z-99,2024-02-01,1,USD,ada
`;

type Told = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly position: string;
  readonly documents: {
    readonly counts: Readonly<Record<string, number>>;
    readonly listed: readonly {
      readonly id: string;
      readonly differences: readonly string[];
      readonly line?: number;
    }[];
    readonly totals: readonly object[];
  };
};

describe('a reconciliation', () => {
  let stage: Stage;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const registered = (id: string) => ({ type: 'RegisterCustomer', data: { id, registeredAt: '2024-01-01' } });
  const sold = (...said: Parameters<typeof sale>) => ({ type: 'RecordSale', data: sale(...said) });
  const credited = (id: string, day: string, amount: string) => ({
    type: 'RecordCredit',
    data: { id, customerId: 'ada', occurredAt: `${day}T09:00:00Z`, amount },
  });

  beforeAll(async () => {
    scratch = await scratchFolder();
    stage = await Stage.open(QUIET, {}, '2024-05-01T10:00:00Z');
    await stage.bulk([
      ...['ada', 'bob', 'cy'].map(registered),
      { type: 'SetRate', data: { id: 'r', currency: 'EUR', from: '2024-01-01', rate: '2' } },
      sold('s-1', 'ada', '2024-03-02', '100'),
      sold('s-2', 'ada', '2024-03-03', '50'),
      sold('s-3', 'bob', '2024-03-04', '20'),
      sold('s-4', 'bob', '2024-04-01', '30'),
      sold('s-5', 'cy', '2024-03-06', '40', { currency: 'EUR' }),
      sold('s-6', 'ada', '2024-03-07', '10'),
      sold('s-7', 'ada', '2024-03-08', '5'),
      sold('s-8', 'ada', '2024-03-09', '7.5'),
      sold('s-10', 'ada', '2024-03-12', '6'),
      sold('s-11', 'ada', '2024-03-31', '15'),
      credited('k-1', '2024-03-11', '12'),
      credited('k-2', '2024-03-13', '3'),
      // What is given back of a sale is no document, and what is voided is none any more.
      { type: 'RefundSale', data: { id: 'b', saleId: 's-1', occurredAt: '2024-03-20', amount: '20' } },
      { type: 'VoidSale', data: { id: 'v', saleId: 's-10', reason: 'wrong' } },
    ]);
  });
  afterAll(async () => {
    await stage.close();
    await scratch.remove();
  });

  const sendFile = async (query: Readonly<Record<string, string>>, body: string | FormData) => {
    const search = new URLSearchParams({ source: 'erp', period: '2024-03', position: stage.position, ...query });
    const path = `${stage.url}/v1/reconciliations/file?${search.toString()}`;
    const response = await fetch(path, { method: 'POST', body });
    const told = (await response.json()) as Told;
    return { status: response.status, told };
  };
  const held = async (query: Readonly<Record<string, string>>, body: string | FormData): Promise<Told> => {
    const { status, told } = await sendFile({ name: 'invoices.csv', ...query }, body);
    expect([told, status]).toEqual([told, 200]);
    return told;
  };

  /** Of that file. */
  let told: Told;

  it('finds every difference of a file down to the document, with both sides', async () => {
    told = await held({}, FILE);
    expect(told).toMatchObject({ source: 'erp', period: '2024-03', from: '2024-03-01', to: '2024-03-31' });
    expect(told['differences']).toBe(12);
    // 13 rows, the second s-7 and the one that cannot be read among them; that of February is of another period.
    expect(told.documents).toMatchObject({ theirs: 14, ours: 10, same: 2, leftOut: 0 });
    expect(told.documents.counts).toEqual({
      'only-theirs': 2,
      'only-ours': 1,
      duplicate: 1,
      unreadable: 1,
      amount: 2,
      date: 3,
      currency: 1,
      customer: 1,
    });
    const found = told.documents.listed.map(({ id, differences, line }) => [id, differences.join(','), line]);
    expect(found).toEqual([
      ['', 'unreadable', 15],
      ['s-2', 'amount', 3],
      ['s-3', 'date', 4],
      ['s-5', 'currency', 6],
      ['s-6', 'customer', 7],
      ['s-7', 'duplicate', 8],
      ['s-8', 'only-ours', undefined],
      ['x-9', 'only-theirs', 10],
      ['s-10', 'only-theirs', 11],
      ['k-2', 'amount', 14],
      ['s-4', 'date', 5],
      ['s-11', 'date', 12],
    ]);
    expect(told.documents.listed.slice(0, 4)).toEqual([
      { differences: ['unreadable'], id: '', line: 15, detail: expect.stringContaining('1O0') },
      {
        ...{ differences: ['amount'], kind: 'sale', id: 's-2', line: 3 },
        theirs: { date: '2024-03-03', amount: '55', currency: 'USD', customerId: 'ada' },
        ours: { date: '2024-03-03', amount: '50', currency: 'USD', customerId: 'ada' },
      },
      {
        ...{ differences: ['date'], kind: 'sale', id: 's-3', line: 4 },
        theirs: { date: '2024-03-05', amount: '20', currency: 'USD', customerId: 'bob' },
        ours: { date: '2024-03-04', amount: '20', currency: 'USD', customerId: 'bob' },
      },
      {
        ...{ differences: ['currency'], kind: 'sale', id: 's-5', line: 6 },
        theirs: { date: '2024-03-06', amount: '40', currency: 'USD', customerId: 'cy' },
        ours: { date: '2024-03-06', amount: '40', currency: 'EUR', customerId: 'cy' },
      },
    ]);
    expect(readdirSync(join(await stage.folder(), 'scratch/imports'))).toEqual([]);
  });

  it('says for which days and currencies the sums differ', () => {
    const { totals } = told.documents;
    const total = (date: string, currency: string, theirs: string, ours: string, difference: string) =>
      expect.objectContaining({ date, currency, theirs, ours, difference });
    expect(totals).toEqual([
      total('2024-03-03', 'USD', '55', '50', '5'),
      total('2024-03-04', 'USD', '0', '20', '-20'),
      total('2024-03-05', 'USD', '20', '0', '20'),
      total('2024-03-06', 'EUR', '0', '40', '-40'),
      total('2024-03-06', 'USD', '40', '0', '40'),
      total('2024-03-08', 'USD', '10', '5', '5'),
      total('2024-03-09', 'USD', '0', '7.5', '-7.5'),
      total('2024-03-10', 'USD', '9', '0', '9'),
      total('2024-03-12', 'USD', '6', '0', '6'),
      total('2024-03-13', 'USD', '-2.5', '-3', '0.5'),
      total('2024-03-31', 'USD', '30', '15', '15'),
      total('2024-04-01', 'USD', '15', '0', '15'),
    ]);
  });

  it('is kept with all that it found, and listed with the latest first', async () => {
    stage.position = told.position;
    expect(await stage.get(`/v1/reconciliations/${told.id}`)).toEqual(told);
    const counted = { source: 'shop', period: '2024-03', controls: [{ metric: 'orders', value: 8 }] };
    const later = (await stage.send('POST', '/v1/reconciliations', counted)).body;
    stage.position = String(later['position']);
    const { documents: _documents, controls: _controls, ...head } = told;
    expect((await stage.get('/v1/reconciliations?source=erp'))['reconciliations']).toEqual([head]);
    const { reconciliations } = await stage.get('/v1/reconciliations');
    expect((reconciliations as readonly Told[]).map(({ id }) => id)).toEqual([later['id'], told.id]);
    expect(await stage.problem('GET', '/v1/reconciliations/none')).toBe('404 not-found');
    const { events } = (await stage.get('/v1/events?type=ReconciliationMade&limit=1')) as { events: object[] };
    expect(events).toMatchObject([{ data: { source: 'erp', differences: 12, covered: expect.any(Number) } }]);
  });

  it('takes what an import takes: facts as they are, and other columns through a map', async () => {
    const day = { from: '2024-03-02', to: '2024-03-02' };
    const facts = `${JSON.stringify(sold('s-1', 'ada', '2024-03-02', '100'))}\n{"type":"RegisterCustomer","data":{"id":"new"}}\n`;
    const told = await held({ name: 'facts.ndjson', period: day.from }, facts);
    expect(told).toMatchObject({ ...day, differences: 0, documents: { theirs: 1, ours: 1, same: 1, counts: {} } });
    const form = new FormData();
    form.append('map', `SELECT 'Document' AS type, "No" AS id, money_comma("Sum") AS amount, line FROM file`);
    form.append('file', new Blob(['No;Sum\ns-1;"100,00"\ns-2;"1.000,50"\n']), 'liste.csv');
    const mapped = await sendFile({ period: day.from }, form);
    // Without dates all of the file is of the period: s-2 is ours on another day.
    expect(mapped.told.documents).toMatchObject({
      ...{ theirs: 2, ours: 1, same: 1 },
      listed: [{ differences: ['amount', 'date'], id: 's-2', theirs: { amount: '1000.5' }, ours: { amount: '50' } }],
    });
  });

  it('holds totals of a period, of its parts and of its days against ours', async () => {
    const controls = [
      // 100 + 50 + 20 + 80 (EUR) + 10 + 5 + 7.5 + 15 - 20 given back - 15 credited
      { metric: 'revenue.net', value: '252.5' },
      { metric: 'revenue.net', value: '100', day: '2024-03-02' },
      { metric: 'orders', where: { currency: 'EUR' }, value: 2 },
      { metric: 'order_value.mean', where: { region: 'nowhere' }, value: '1' },
      { metric: 'order_value.mean', value: '35.9375' },
    ];
    const body = { source: 'erp', period: '2024-03', controls };
    const { status, body: told } = await stage.send('POST', '/v1/reconciliations', body);
    expect([told, status]).toEqual([told, 200]);
    expect(told).toMatchObject({ differences: 2, from: '2024-03-01', to: '2024-03-31' });
    expect(told['controls']).toEqual([
      { metric: 'revenue.net', theirs: '252.5', ours: '252.5', difference: '0' },
      { metric: 'revenue.net', day: '2024-03-02', theirs: '100', ours: '100', difference: '0' },
      { metric: 'orders', where: { currency: ['EUR'] }, theirs: '2', ours: '1', difference: '1' },
      { metric: 'order_value.mean', where: { region: ['nowhere'] }, theirs: '1', ours: null, difference: null },
      { metric: 'order_value.mean', theirs: '35.9375', ours: '35.9375', difference: '0' },
    ]);
  });

  it.each([
    [{ source: 'erp', period: 'March', controls: [{ metric: 'orders', value: 1 }] }, '400 invalid-request'],
    [{ source: 'erp', period: '2024-03', controls: [] }, '400 invalid-request'],
    [{ source: 'erp', period: '2024-03', controls: [{ metric: 'nothing', value: 1 }] }, '400 unknown-metric'],
    [
      { source: 'erp', period: '2024-03', controls: [{ metric: 'orders', value: 1, day: '2024-04-01' }] },
      '400 invalid-request',
    ],
  ])('refuses %j', async (body, problem) => {
    expect(await stage.problem('POST', '/v1/reconciliations', body)).toBe(problem);
  });

  it('refuses a file that is none, and keeps nothing of it', async () => {
    const before = await stage.book.log.tail();
    const unknown = await sendFile({ name: 'a.csv' }, 'number,sum\n1,2\n');
    expect([unknown.status, unknown.told['code']]).toEqual([422, 'bad-import']);
    const noFile = await sendFile({ name: 'a.doc' }, 'x');
    expect([noFile.status, noFile.told['code']]).toEqual([400, 'invalid-request']);
    expect(await stage.book.log.tail()).toBe(before);
    expect(readdirSync(join(await stage.folder(), 'scratch/imports'))).toEqual([]);
  });

  it('has an alert fire while the latest one with a source differs', async () => {
    const rule = { title: 'ERP', metric: 'system.reconciliation_differences', by: 'source', window: 'day' };
    expect((await stage.send('PUT', '/v1/alerts/erp', { ...rule, condition: { above: '0' } })).status).toBe(201);
    const state = async (): Promise<string> => {
      stage.now = new Date(stage.now.getTime() + 60_000);
      const { parts } = (await stage.send('GET', '/v1/alerts/erp')).body as {
        readonly parts?: readonly { readonly part: string; readonly state: string; readonly value: number }[];
      };
      const part = parts?.find((one) => one.part === 'bank');
      return part === undefined ? 'none' : `${part.state} ${String(part.value)}`;
    };
    const counted = (value: number) => ({ source: 'bank', period: '2024-03', controls: [{ metric: 'orders', value }] });
    await stage.send('POST', '/v1/reconciliations', counted(9));
    await until(async () => (await state()) === 'firing 1');
    await stage.send('POST', '/v1/reconciliations', counted(8));
    await until(async () => (await state()).startsWith('ok'));
  });

  it('is had on the command line, exit code 1 where something differs', async () => {
    const [file, controls] = [join(scratch.folder, 'march.csv'), join(scratch.folder, 'controls.json')];
    await writeFile(file, FILE);
    await writeFile(controls, JSON.stringify({ source: 'erp', controls: [{ metric: 'orders', value: 8 }] }));
    const where = ['--url', stage.url, '--period', '2024-03'];
    const found = await tally(['reconcile', file, '--source', 'erp', ...where]);
    expect([found.code, found.err]).toEqual([1, '']);
    expect(found.out).toContain('erp, 2024-03-01 to 2024-03-31: 12 differ\n');
    expect(found.out).toContain('3 date\n');
    expect(found.out).toMatch(/^only-theirs +x-9 +10 +2024-03-10 9 USD ada$/m);
    expect(found.out).toMatch(/^amount +s-2 +3 +2024-03-03 55 USD ada +2024-03-03 50 USD ada$/m);
    const same = await tally(['reconcile', controls, ...where]);
    expect([same.code, same.err, same.out.split('\n')[0]]).toEqual([
      0,
      '',
      'erp, 2024-03-01 to 2024-03-31: nothing differs',
    ]);
    const json = await tally(['reconcile', controls, ...where, '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ source: 'erp', differences: 0 });
    expect((await tally(['reconcile', file, '--url', stage.url])).code).toBe(2);
  });
});
