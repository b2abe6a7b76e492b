import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cdnowFacts, decimal, describeWithRealData, expected, writeCdnow, writeNorthwind } from './real-data.js';
import { everyCustomer, expectSameValues, type Models, type Valued } from './real-models.js';
import { scratchFolder, Server, tally } from './server.js';

interface Expected {
  readonly customers: number;
  readonly orders: number;
  readonly units: number;
  readonly revenue: number;
  readonly gross_revenue?: number;
  readonly customers_registered?: number;
  readonly monthly: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly as_of: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly purchase_cycle: Readonly<Record<string, number>>;
  readonly top5_customers: readonly (readonly [string, number])[];
  readonly rfm: {
    readonly as_of: string;
    readonly n: number;
    readonly thresholds: Readonly<Record<'recency' | 'frequency' | 'monetary', readonly number[]>>;
    readonly R: Readonly<Record<string, number>>;
    readonly F: Readonly<Record<string, number>>;
    readonly M: Readonly<Record<string, number>>;
    readonly score555: number;
    readonly score111: number;
    readonly top5_cells: Readonly<Record<string, number>>;
  };
  readonly first_cohort_retention: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly revenue_by_salesperson?: Readonly<Record<string, number>>;
}

const MONTHLY = [
  'revenue.sales',
  'orders',
  'customers.buyers',
  'customers.new',
  'customers.reactivated',
  'customers.lost',
  'customers.closing',
];

/** Every figure of an expectation that both data sets have. */
function checkFigures(figures: Expected, server: () => Server, until: string): void {
  it('has the figures of every month', async () => {
    const months = Object.keys(figures.monthly);
    const rows = await server().rows({ metrics: MONTHLY, grain: 'month', from: `${String(months[0])}-01`, to: until });
    const wanted = Object.entries(figures.monthly).map(([month, of]) => ({
      month,
      'revenue.sales': decimal(of['revenue'] ?? NaN),
      orders: of['orders'],
      'customers.buyers': of['active_customers'],
      'customers.new': of['new_customers'],
      'customers.reactivated': of['reactivated'],
      'customers.lost': of['churned'],
      'customers.closing': of['active_at_month_end'],
    }));
    expect(rows).toEqual(wanted);
  });

  it('has the figures as of three dates', async () => {
    for (const [before, of] of Object.entries(figures.as_of)) {
      const day = new Date(Date.parse(before) - 86_400_000).toISOString().slice(0, 10);
      const month = new Date(Date.parse(before) - 30 * 86_400_000).toISOString().slice(0, 10);
      const quarter = new Date(Date.parse(before) - 90 * 86_400_000).toISOString().slice(0, 10);
      const metrics = ['customers.known', 'customers.active', 'customers.churned', 'revenue.sales'];
      expect(await server().rows({ metrics, asOf: day })).toEqual([
        {
          'customers.known': of['known'],
          'customers.active': of['active90'],
          'customers.churned': of['churned90'],
          'revenue.sales': decimal(of['revenue_to_date'] ?? NaN),
        },
      ]);
      expect(await server().rows({ metrics: ['customers.buyers'], from: month, to: day })).toEqual([
        { 'customers.buyers': of['active30'] },
      ]);
      expect(await server().rows({ metrics: ['customers.new'], from: quarter, to: day })).toEqual([
        { 'customers.new': of['new90'] },
      ]);
    }
  });

  it('has the totals and the purchase cycle', async () => {
    const metrics = [
      'orders',
      'revenue.sales',
      'customers.known',
      'purchase_gap.count',
      'purchase_gap.mean',
      'purchase_gap.median',
    ];
    const [row] = await server().rows({ metrics, asOf: until });
    const { purchase_cycle: cycle } = figures;
    expect({ ...row, 'purchase_gap.mean': Number(row?.['purchase_gap.mean']).toFixed(4) }).toEqual({
      orders: figures.orders,
      'revenue.sales': decimal(figures.revenue),
      'customers.known': figures.customers,
      'purchase_gap.count': cycle['gaps'],
      'purchase_gap.mean': cycle['mean_gap_days']?.toFixed(4),
      'purchase_gap.median': cycle['median_gap_days'],
    });
  });

  it('has the RFM thresholds, scores and corner cells', async () => {
    const { as_of: before, n, thresholds, R, F, M, score555, score111, top5_cells: largest } = figures.rfm;
    const day = new Date(Date.parse(before) - 86_400_000).toISOString().slice(0, 10);
    const found = (await server().get(`/v1/rfm?asOf=${day}`)) as {
      customers: number;
      thresholds: Record<string, readonly (number | string)[]>;
      counts: object;
      cells: readonly { score: string; customers: number }[];
    };
    expect(found.customers).toBe(n);
    expect(found.counts).toEqual({ R, F, M });
    // Their recency counts from the day after.
    expect(found.thresholds['recency']?.map((days) => Number((Number(days) + 1).toFixed(6)))).toEqual(
      thresholds.recency,
    );
    expect(found.thresholds['frequency']).toEqual(thresholds.frequency);
    expect(found.thresholds['monetary']?.map((money) => Number(Number(money).toFixed(4)))).toEqual(thresholds.monetary);
    const cells = Object.fromEntries(found.cells.map(({ score, customers }) => [score, customers]));
    expect([cells['555'], cells['111']]).toEqual([score555, score111]);
    expect(cells).toMatchObject(largest);
  });

  it('has the retention of the first cohort', async () => {
    const { cohorts } = (await server().get(`/v1/cohorts?asOf=${until}`)) as {
      cohorts: readonly { cohort: string; cells: readonly { period: string; value: number }[] }[];
    };
    for (const [name, months] of Object.entries(figures.first_cohort_retention)) {
      const cells = cohorts.find(({ cohort }) => cohort === name)?.cells ?? [];
      const found = Object.fromEntries(cells.map(({ period, value }) => [period, value]));
      expect(found).toMatchObject(months);
    }
  });

  it('lists the customers with the most revenue', async () => {
    const { customers } = await server().get(`/v1/customers?sort=-revenue&limit=5&asOf=${until}`);
    const listed = (customers as { id: string; revenue: string }[]).map(({ id, revenue }) => [id, revenue]);
    expect(listed).toEqual(figures.top5_customers.map(([id, revenue]) => [id, decimal(revenue)]));
  });
}

describeWithRealData('CDNOW, imported into a server', () => {
  const figures = expected('cdnow_sample.json') as Expected;
  let server: Server;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(`${scratch.folder}/data`);
    const { code, out } = await tally(['import', ...writeCdnow(scratch.folder), '--url', server.url]);
    expect([code, out]).toEqual([
      0,
      `${String(figures.customers + figures.orders)} recorded, 0 there before, 0 refused; position ${String(figures.customers + figures.orders + 1)}\n`,
    ]);
    await server.get(`/v1/query?metrics=orders&position=${String(figures.customers + figures.orders + 1)}`);
  });

  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  checkFigures(figures, () => server, '1998-06-30');

  it('values customers as published, and holds that against what they bought since', async () => {
    const models = expected('cdnow_sample_models.json') as Models;
    const { published, recomputed } = models;
    const valued = async (query: string) => (await server.get(`/v1/clv?${query}`)) as unknown as Valued;
    const calibrated = await valued('asOf=1997-09-30&unit=week&horizon=39&limit=1000');
    const { bgnbd, gammaGamma } = calibrated.parameters;
    expect(bgnbd.customers).toBe(recomputed.n);
    for (const [i, name] of (['r', 'alpha', 'a', 'b'] as const).entries())
      expect(bgnbd[name]).toBeCloseTo(recomputed.bgnbd[i] ?? NaN, 4);
    expect(bgnbd.logLikelihood).toBeCloseTo(recomputed.bgnbd_ll, 4);
    expect(gammaGamma.customers).toBe(published.gamma_gamma.customers);
    for (const [i, name] of (['p', 'q', 'v'] as const).entries())
      expect(gammaGamma[name]).toBeCloseTo(recomputed.gg[i] ?? NaN, 3);
    expect(gammaGamma.logLikelihood).toBeCloseTo(recomputed.gg_ll, 4);
    expect(calibrated.totals.expectedPurchases).toBeCloseTo(recomputed.bgnbd_predicted_holdout_39w, 2);
    expect(calibrated.warnings).toEqual([]);
    const until = await valued('asOf=1998-06-30&calibration=1997-09-30&limit=1');
    const { holdout } = until;
    expect(holdout?.bgnbd).toEqual(bgnbd);
    expect(holdout?.predicted).toBeCloseTo(calibrated.totals.expectedPurchases, 9);
    expect(holdout?.actual).toBe(recomputed.holdout_total);
    expect(holdout?.classes.map(({ customers }) => customers)).toEqual(recomputed['x_freq_0..6,7+']);
    const pages = await everyCustomer(server);
    expect(pages).toHaveLength(recomputed.n);
    const alive = pages.reduce((sum, { pAlive }) => sum + pAlive, 0) / pages.length;
    expect(alive).toBeCloseTo(recomputed.mean_p_alive, 5);
    const next = await valued('asOf=1997-09-30&horizon=1&sort=-expectedPurchases&limit=5');
    const top = Object.entries(recomputed.top5_expected_next_week).sort(([, a], [, b]) => b - a);
    expect(next.customers.map(({ id }) => id)).toEqual(top.map(([id]) => id));
    for (const [i, { expectedPurchases }] of next.customers.entries())
      expect(expectedPurchases).toBeCloseTo(top[i]?.[1] ?? NaN, 3);
  });

  it('previews what a server had that had the policy from the start, for every month', async () => {
    const other = await Server.start(`${scratch.folder}/other`);
    const policy = { churnAfterDays: 60 };
    await other.post('/v1/policies/lifecycle', { id: 'sixty', effectiveFrom: '1990-01-01', policy });
    const { body } = await other.bulk(cdnowFacts().map((fact) => JSON.stringify(fact)));
    const position = body['position'];
    for (const month of Object.keys(figures.monthly)) {
      const from = `${month}-01`;
      const to = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
      const preview = await server.post('/v1/policies/lifecycle/preview', { policy, asOf: to, from, to });
      const { proposed } = preview.body as { proposed: Record<string, { customers: number; revenue: string }> };
      const question = { metrics: ['customers.count', 'revenue.sales'], by: ['stage'], from, to, asOf: to, position };
      const rows = await other.rows(question);
      const wanted = rows.map(({ stage, ...of }) => [
        stage,
        { customers: of['customers.count'], revenue: of['revenue.sales'] },
      ]);
      expect([month, proposed]).toEqual([month, Object.fromEntries(wanted)]);
    }
    // Another process and folder, under another policy: what was bought is the same, so are values.
    await expectSameValues(server, other);
    await other.stop();
  });

  it('records nothing when the same file comes again', async () => {
    const { code, out } = await tally(['import', ...writeCdnow(scratch.folder), '--url', server.url]);
    expect([code, out]).toEqual([
      0,
      `0 recorded, ${String(figures.customers + figures.orders)} there before, 0 refused; position ${String(figures.customers + figures.orders + 1)}\n`,
    ]);
  });
});

describeWithRealData('Northwind, imported into a server', () => {
  const figures = expected('northwind.json') as Expected &
    Readonly<Record<string, readonly (readonly [string, number])[]>>;
  let server: Server;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await Server.start(`${scratch.folder}/data`);
    expect((await tally(['import', ...writeNorthwind(scratch.folder), '--url', server.url])).code).toBe(0);
    await server.get(`/v1/query?metrics=orders&position=${String(91 + figures.orders + 1)}`);
  });

  afterAll(async () => {
    await server.stop();
    await scratch.remove();
  });

  checkFigures(figures, () => server, '1998-05-31');

  it('has registrations, units and gross revenue', async () => {
    expect(await server.rows({ metrics: ['customers.registered', 'units', 'revenue.gross'] })).toEqual([
      {
        'customers.registered': figures.customers_registered,
        units: String(figures.units),
        'revenue.gross': decimal(figures.gross_revenue ?? NaN),
      },
    ]);
  });

  it.each([
    ['region', 'top5_ship_country', 'n_ship_country'],
    ['salesperson', 'top5_salesperson', 'n_salesperson'],
    ['product', 'top5_product', 'n_product'],
    ['category', 'top5_category', 'n_category'],
  ])('has the revenue of the largest five by %s', async (dimension, largest, count) => {
    const rows = await server.rows({ metrics: ['revenue.sales'], by: [dimension] });
    const sorted = [...rows].sort((a, b) => Number(b['revenue.sales']) - Number(a['revenue.sales']));
    expect(sorted.slice(0, 5).map((row) => [row[dimension], row['revenue.sales']])).toEqual(
      figures[largest]?.map(([name, revenue]) => [name, decimal(revenue)]),
    );
    expect(rows).toHaveLength(Number(figures[count]));
  });

  it('has the revenue of every salesperson', async () => {
    const rows = await server.rows({ metrics: ['revenue.sales'], by: ['salesperson'] });
    expect(Object.fromEntries(rows.map((row) => [row['salesperson'], Number(row['revenue.sales'])]))).toEqual(
      figures.revenue_by_salesperson,
    );
  });
});
