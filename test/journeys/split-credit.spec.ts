import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { importEnded } from './import-ended.js';
import { sale, Stage } from './stage.js';

type Body = Readonly<Record<string, unknown>>;

const ANN_AND_BEN = [
  { salesperson: 'Ann', share: '0.6' },
  { salesperson: 'Ben', share: '0.4' },
];
const MAP = `SELECT 'RecordSale' AS type, "order" AS id, any_value(date)::DATE AS occurredAt,
  [{product: 'tea', quantity: 1, amount: any_value(amount)}] AS lines,
  list({salesperson: rep, share: percent::INTEGER * 0.01} ORDER BY line) AS credits, min(line) AS line
FROM file GROUP BY "order" ORDER BY line`;

describe('sales and wins that several salespeople share', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-03-10T09:00:00Z');
    await stage.record('/v1/customers', { id: 'ada', registeredAt: '2024-01-01', salesperson: 'Cy' });
    await stage.record('/v1/rates', { id: 'e1', currency: 'EUR', from: '2024-01-01', rate: '1.5' });
    // Of 100 Ann has 60, Ben 40; b is Cy's as its customer is; of 10 EUR, 15 USD, three have 5 each, to the millionth.
    await stage.record('/v1/sales', sale('a', 'ada', '2024-03-01', '100', { credits: ANN_AND_BEN }));
    await stage.record('/v1/sales', sale('b', 'ada', '2024-03-02', '7'));
    const thirds = ['0.333333', '0.333333', '0.333334'];
    await stage.record('/v1/sales', {
      id: 'c',
      occurredAt: '2024-03-03',
      currency: 'EUR',
      lines: [
        { product: 'tea', quantity: 3, unitPrice: '2' },
        { product: 'pot', quantity: 1, unitPrice: '4' },
      ],
      credits: ['Ann', 'Ben', 'Dee'].map((salesperson, i) => ({ salesperson, share: thirds[i] })),
    });
    await stage.record('/v1/opportunities', {
      ...{ id: 'o', customerId: 'ada', openedAt: '2024-02-01', value: '500', salesperson: 'Cy' },
    });
    await stage.record('/v1/opportunities/o/win', {
      ...{ id: 'w', occurredAt: '2024-03-05', value: '450', credits: ANN_AND_BEN },
    });
    // A fifth of the first sale is given back on the day after.
    stage.at('2024-03-20T09:00:00Z');
    await stage.record('/v1/sales/a/refunds', { id: 'r', occurredAt: '2024-03-11', amount: '20' });
  });
  afterAll(() => stage.close());

  /** Of each salesperson the figures, in the order of the metrics. */
  const told = async (metrics: readonly string[], question: Body = {}) => {
    const rows = await stage.rows({ metrics, by: ['salesperson'], ...question });
    return Object.fromEntries(
      rows.map(({ salesperson, ...row }) => [String(salesperson), metrics.map((name) => row[name])]),
    );
  };

  it('count by share, and all in all as if nobody shared them', async () => {
    const metrics = ['revenue.sales', 'revenue.refunded', 'revenue.net', 'units', 'lines', 'orders'];
    expect(await told(metrics)).toEqual({
      Ann: ['64.999995', '12', '52.999995', '1.933332', 1, 2],
      Ben: ['44.999995', '8', '36.999995', '1.733332', 0, 2],
      Cy: ['7', '0', '7', '1', 1, 1],
      Dee: ['5.00001', '0', '5.00001', '1.333336', 2, 1],
    });
    const { totals } = await stage.query({ metrics, by: ['salesperson'] });
    expect(Object.values(totals as Body)).toEqual(['122', '20', '102', '6', 4, 3]);
  });

  it('are orders of each, of a product too, and one for both; buyers likewise', async () => {
    expect(await told(['orders'], { where: { product: ['pot'] } })).toEqual({ Ann: [1], Ben: [1], Dee: [1] });
    const both = { where: { salesperson: ['Ann', 'Ben'] } };
    const metrics = ['orders', 'customers.buyers', 'revenue.sales', 'order_value.mean'];
    expect(await stage.rows({ metrics, ...both })).toEqual([
      { orders: 2, 'customers.buyers': 1, 'revenue.sales': '109.99999', 'order_value.mean': 54.999995 },
    ]);
    expect(await told(['customers.buyers'])).toEqual({ Ann: [1], Ben: [1], Cy: [1] });
  });

  it('hold on both clocks: what is given back comes off when it was, for whoever knows it', async () => {
    expect(await told(['revenue.net'], { asOf: '2024-03-10' })).toMatchObject({
      Ann: ['64.999995'],
      Ben: ['44.999995'],
    });
    expect(await told(['revenue.net'], { knownAt: '2024-03-19' })).toMatchObject({ Ann: ['64.999995'] });
    expect(await told(['revenue.refunded'], { from: '2024-03-11', to: '2024-03-11' })).toEqual({
      Ann: ['12'],
      Ben: ['8'],
    });
  });

  it('win by share, where the pipeline leaves whom it stood under and balances', async () => {
    const steps = ['opening', 'created', 'changed', 'won', 'closing'].map((step) => `pipeline.${step}`);
    const march = { from: '2024-03-01', to: '2024-03-31', asOf: '2024-03-31' };
    expect(await told([...steps, 'opportunities.won'], march)).toEqual({
      Ann: ['0', '0', '270', '270', '0', 1],
      Ben: ['0', '0', '180', '180', '0', 0],
      Cy: ['500', '0', '-500', '0', '0', 0],
    });
    expect(await stage.get('/v1/opportunities/o')).toMatchObject({ status: 'won', credits: ANN_AND_BEN });
  });

  it('are shown with their shares, in records and explanations with the part of one', async () => {
    const shown = await stage.get('/v1/sales/a');
    expect(shown).toMatchObject({ credits: ANN_AND_BEN, refunds: [{ id: 'r', lines: [{ line: 0, amount: '20' }] }] });
    expect(shown).not.toHaveProperty('salesperson');
    const records = await stage.get('/v1/records?metric=revenue.net&where.salesperson=Ben');
    const values = (records['records'] as readonly Body[]).map(({ id, value }) => [id, value]);
    expect([values, records['sum']]).toEqual([
      [
        ['a', '32'],
        ['c', '4.999995'],
      ],
      '36.999995',
    ]);
    const orders = await stage.get('/v1/records?metric=orders&where.salesperson=Ben');
    expect([orders['count'], orders['sum']]).toEqual([2, 2]);
    const { body } = await stage.send('POST', '/v1/explain', {
      ...{ metric: 'revenue.net', where: { salesperson: ['Ann'] }, a: { knownAt: '2024-03-10' }, b: {} },
      position: stage.position,
    });
    const parts = (body['parts'] as readonly Body[]).map(({ part, change }) => [part, change]);
    expect([body['a'], body['b'], parts.filter(([, change]) => change !== '0')]).toEqual([
      '64.999995',
      '52.999995',
      [['refunds', '-12']],
    ]);
  });

  it('are refused where the shares are not a whole, and are part of what an id was used for', async () => {
    const half = [{ salesperson: 'Ann', share: '0.5' }];
    const send = (more: Body) => stage.problem('POST', '/v1/sales', sale('a', 'ada', '2024-03-01', '100', more));
    expect(await stage.problem('POST', '/v1/sales', sale('d', undefined, '2024-03-01', '1', { credits: half }))).toBe(
      '422 shares-not-whole',
    );
    const win = { id: 'w2', occurredAt: '2024-03-06', credits: half };
    expect(await stage.problem('POST', '/v1/opportunities/o/win', win)).toBe('422 shares-not-whole');
    expect(await send({ credits: ANN_AND_BEN.map(({ salesperson }) => ({ salesperson, share: 0.5 })) })).toBe(
      '409 id-conflict',
    );
    expect(await send({})).toBe('409 id-conflict');
    const again = ANN_AND_BEN.map((one) => ({ ...one, share: Number(one.share) }));
    expect(await send({ credits: again })).toBe('200 undefined');
  });

  it('come from files, by a map', async () => {
    const file = ['order,date,rep,percent,amount', 'f,2024-03-15,Ann,30,50', 'f,2024-03-15,Fay,70,50', ''].join('\n');
    const query = new URLSearchParams({ name: 'orders.csv', map: MAP }).toString();
    const response = await fetch(`${stage.url}/v1/imports?${query}`, {
      ...{ method: 'POST', headers: { 'content-type': 'text/csv' }, body: file },
    });
    const answer = await importEnded(stage, response.status, (await response.json()) as Body);
    expect(answer).toMatchObject({ state: 'done', accepted: 1, rejected: 0 });
    stage.position = String(answer['position']);
    const day = { from: '2024-03-15', to: '2024-03-15' };
    expect(await told(['revenue.net', 'orders'], day)).toEqual({ Ann: ['15', 1], Fay: ['35', 1] });
  });
});
