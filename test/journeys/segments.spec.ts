import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface Row {
  readonly opening: number;
  readonly entered: number;
  readonly left: number;
  readonly closing: number;
}

/** That members are those of whom a rule is true is held by `membership.property`; here is how they are asked for. */
describe('segments', () => {
  let stage: Stage;
  const ids = async (path: string): Promise<readonly string[]> => {
    const { customers } = await stage.get(path);
    return (customers as readonly { readonly id: string }[]).map(({ id }) => id);
  };
  const refused = async (rule: string) => {
    const { status, body } = await stage.send('PUT', '/v1/segments/odd', { title: 'Odd', rule });
    return [
      status,
      ...(body['errors'] as readonly { field: string; detail: string }[]).map((one) => Object.values(one)),
    ];
  };
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-30T09:00:00Z');
    const registered = ['ada', 'bob', 'cyd', 'dan'].map((id) => ({
      type: 'RegisterCustomer',
      data: { id, registeredAt: '2024-01-01', name: id.toUpperCase(), region: 'north' },
    }));
    const sales = [
      sale('a1', 'ada', '2024-01-10', '60'),
      sale('a2', 'ada', '2024-03-10', '60'),
      sale('b1', 'bob', '2024-02-10', '100.01'),
      sale('c1', 'cyd', '2024-05-20', '100'),
    ];
    await stage.bulk([...registered, ...sales.map((data) => ({ type: 'RecordSale', data }))]);
    const rule = 'revenue > money("100") && last_purchase_days < 60';
    await stage.record('/v1/segments/good', { title: 'Good', rule }, 'PUT');
  });
  afterAll(() => stage.close());

  it('have members on every day, also on those before anybody said them, as customers are shown', async () => {
    expect(await ids('/v1/segments/good/members')).toEqual([]);
    expect(await ids('/v1/segments/good/members?asOf=2024-03-10')).toEqual(['ada', 'bob']);
    expect(await ids('/v1/segments/good/members?asOf=2024-03-10T12:00:00Z')).toEqual(['ada', 'bob']);
    expect(await ids('/v1/segments/good/members?asOf=2024-04-10')).toEqual(['ada']);
    // Everything was recorded on the same day.
    expect(await ids('/v1/segments/good/members?asOf=2024-03-10&knownAt=2024-06-29')).toEqual([]);
    const [ada] = (await stage.get('/v1/segments/good/members?asOf=2024-03-10'))['customers'] as readonly object[];
    expect(ada).toEqual(await stage.get('/v1/customers/ada?asOf=2024-03-10'));
  });

  it('are listed page by page, each page good for the same rule only', async () => {
    const { customers, next } = await stage.get('/v1/segments/good/members?asOf=2024-03-10&limit=1');
    expect(customers).toMatchObject([{ id: 'ada', name: 'ADA' }]);
    const more = `/v1/segments/good/members?asOf=2024-03-10&limit=1&cursor=${String(next)}`;
    expect(await ids(more)).toEqual(['bob']);
    expect(await stage.problem('GET', more.replace('good', 'none'))).toBe('404 not-found');
    await stage.record('/v1/segments/other', { title: 'Other', rule: 'orders > 0' }, 'PUT');
    const others = `${more.replace('good', 'other')}&position=${stage.position}`;
    expect(await stage.problem('GET', others)).toBe('400 invalid-request');
  });

  it('grow and shrink by whoever enters and leaves', async () => {
    const { rows, ...said } = await stage.get('/v1/segments/good/size?grain=month&from=2024-01-01&to=2024-07-31');
    expect(said).toEqual({ id: 'good', version: 1, grain: 'month', asOf: '2024-06-30' });
    expect(rows).toEqual([
      { month: '2024-01', opening: 0, entered: 0, left: 0, closing: 0 },
      { month: '2024-02', opening: 0, entered: 1, left: 0, closing: 1 },
      { month: '2024-03', opening: 1, entered: 1, left: 0, closing: 2 },
      { month: '2024-04', opening: 2, entered: 0, left: 1, closing: 1 },
      { month: '2024-05', opening: 1, entered: 0, left: 1, closing: 0 },
      { month: '2024-06', opening: 0, entered: 0, left: 0, closing: 0 },
    ]);
    const days = (await stage.get('/v1/segments/good/size?grain=day&from=2024-02-01&to=2024-06-01'))['rows'];
    let standing = 0;
    for (const { opening, entered, left, closing } of days as readonly Row[]) {
      expect([opening, opening + entered - left]).toEqual([standing, closing]);
      standing = closing;
    }
    const size = '/v1/segments/good/size';
    expect(await stage.problem('GET', `${size}?from=2024-05-01&to=2024-04-01`)).toBe('400 invalid-request');
    expect(await stage.problem('GET', `${size}?grain=day&from=1990-01-01`)).toBe('400 invalid-request');
    expect(await stage.problem('GET', '/v1/segments/none/size')).toBe('404 not-found');
  });

  it('are tried before they are said', async () => {
    const preview = async (rule: string, limit = 10) => {
      const { body } = await stage.send('POST', '/v1/segments/preview', { rule, limit, asOf: '2024-03-10' });
      return body;
    };
    expect(await preview('revenue > money("100")', 1)).toMatchObject({
      asOf: '2024-03-10',
      members: 2,
      customers: 4,
      examples: [{ id: 'ada', orders: 2, revenue: '120' }],
    });
    expect(await preview('r == 5')).toMatchObject({ members: 1, examples: [{ id: 'ada' }] });
    expect(await preview('"tea" in products || orders == 0')).toMatchObject({ members: 4 });
    expect(await preview('visits > 3')).toMatchObject({ status: 400, errors: [{ field: 'rule' }] });
    expect(await stage.problem('POST', '/v1/segments/preview', {})).toBe('400 invalid-request');
  });

  it('are a dimension of customers, revenue and orders, by who was in one on the day', async () => {
    const ask = (question: object) => stage.rows({ from: '2024-01-01', to: '2024-06-30', ...question });
    const by = ['in:good'];
    const none = { 'in:good': 'no' };
    const yes = { 'in:good': 'yes' };
    expect(await ask({ metrics: ['revenue.net', 'orders'], by })).toEqual([
      { ...none, 'revenue.net': '160', orders: 2 },
      { ...yes, 'revenue.net': '160.01', orders: 2 },
    ]);
    const where = { 'in:good': ['yes'] };
    expect(await ask({ metrics: ['customers.total', 'customers.buyers'], where, grain: 'quarter' })).toEqual([
      { quarter: '2024-Q1', 'customers.total': 2, 'customers.buyers': 2 },
      { quarter: '2024-Q2', 'customers.total': 0, 'customers.buyers': 0 },
    ]);
    // As the size of it says, also where nothing is recorded on the day.
    expect(await ask({ metrics: ['customers.total'], by, to: '2024-04-20', asOf: '2024-04-20' })).toEqual([
      { ...none, 'customers.total': 3 },
      { ...yes, 'customers.total': 1 },
    ]);
    expect(await ask({ metrics: ['orders'], by, knownAt: '2024-06-29' })).toEqual([]);
    const records = await stage.get('/v1/records?metric=orders&where.in:good=yes&asOf=2024-06-30');
    expect(records).toMatchObject({ count: 2, records: [{ id: 'a2' }, { id: 'b1' }] });
    const question = { metrics: ['revenue.net'], by, grain: 'month', from: '2024-01-01', to: '2024-03-31' };
    await stage.record('/v1/questions/by-good', { title: 'By good', question, chart: { kind: 'bar' } }, 'PUT');
    const { rows } = (await stage.get('/v1/questions/by-good/answer')) as { readonly rows: readonly object[] };
    expect(rows.filter((row) => 'in:good' in row && row['in:good'] === 'yes')).toEqual([
      { month: '2024-01', ...yes, 'revenue.net': '0' },
      { month: '2024-02', ...yes, 'revenue.net': '100.01' },
      { month: '2024-03', ...yes, 'revenue.net': '60' },
    ]);
  });

  it('are no dimension where there is none, or of what is not of customers', async () => {
    const fields = async (method: string, path: string, content: object) => {
      const { status, body } = await stage.send(method, path, content);
      return [status, (body['errors'] as readonly { readonly field: string }[]).map(({ field }) => field)];
    };
    const orders = { metrics: ['orders'] };
    expect(await fields('POST', '/v1/query', { ...orders, by: ['in:none'] })).toEqual([400, ['by']]);
    const where = { 'in:none': ['yes'] };
    expect(await fields('POST', '/v1/query', { ...orders, where })).toEqual([400, ['where.in:none']]);
    const won = { metrics: ['opportunities.won'], by: ['in:good'] };
    expect(await fields('POST', '/v1/query', won)).toEqual([400, ['by']]);
    const saved = { title: 'Odd', question: { ...orders, by: ['in:none'] }, chart: { kind: 'bar' } };
    expect(await fields('PUT', '/v1/questions/odd', saved)).toEqual([400, ['question.by']]);
  });

  it('go by attributes as they were last said', async () => {
    await stage.record('/v1/segments/vips', { title: 'VIP', rule: 'attributes["vip"] == "yes"' }, 'PUT');
    const others = '"vip" in attributes && attributes["vip"] != "yes"';
    await stage.record('/v1/segments/others', { title: 'Others', rule: others }, 'PUT');
    const attributes = (vip: string) => ({ attributes: { vip } });
    await stage.record('/v1/customers', { id: 'eve', registeredAt: '2024-02-01', ...attributes('yes') });
    await stage.record('/v1/customers', { id: 'fay', registeredAt: '2024-02-01', ...attributes('no') });
    const closing = async (id: string) => {
      const { rows } = await stage.get(`/v1/segments/${id}/size?from=2024-01-01&to=2024-05-31`);
      return (rows as readonly Row[]).map((row) => row.closing);
    };
    expect(await closing('vips')).toEqual([0, 1, 1, 1, 1]);
    await stage.record('/v1/customers/fay', { id: 'x1', effectiveAt: '2024-04-02', ...attributes('yes') }, 'PATCH');
    // What says nothing of them leaves them as they are.
    await stage.record('/v1/customers/eve', { id: 'x2', effectiveAt: '2024-05-02', name: 'Eve' }, 'PATCH');
    expect(await closing('vips')).toEqual([0, 1, 1, 2, 2]);
    expect(await closing('others')).toEqual([0, 1, 1, 0, 0]);
    expect(await ids('/v1/segments/vips/members?asOf=2024-04-01')).toEqual(['eve']);
    expect(await ids('/v1/segments/vips/members?asOf=2024-04-02')).toEqual(['eve', 'fay']);
    expect(await ids('/v1/segments/vips/members?asOf=2024-04-02&knownAt=2024-06-29')).toEqual([]);
  });

  it('are refused with the place of what means nothing', async () => {
    expect(await refused('orders > 1 &&\n  visits > 3')).toEqual([
      400,
      ['rule', 'Unknown variable: visits, at line 2, column 3'],
    ]);
    expect(await refused('revenue > 100')).toEqual([
      400,
      ['rule', 'no such overload: Money > int, at line 1, column 1'],
    ]);
    expect(await refused('attributes["vip"] > 3')).toMatchObject([
      400,
      ['rule', expect.stringContaining('no such overload')],
    ]);
    expect(await refused('region.matches("^(a+)+$")')).toMatchObject([
      400,
      ['rule', expect.stringContaining('matches')],
    ]);
  });
});
