import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { demoSubscriptions } from '#testing/demo-subscriptions.js';
import { parseDecimal } from '#kernel/decimal.js';
import { GRAINS } from '#kernel/time/periods.js';
import { until } from '../processes/until.js';
import { RARER_FACTS } from './rarer-facts.js';
import { Stage, type Rows } from './stage.js';

interface Listed {
  readonly name: string;
  readonly kind: 'flow' | 'stock' | 'ratio';
  readonly additive: boolean;
  readonly dimensions: readonly string[];
  readonly onlyBy?: string;
}

/** How many metrics a question may have. */
const TOGETHER = 50;
/** Metrics of which each record counts for one. */
const ONE_EACH = ['orders', 'customers.active', 'customers.new', 'opportunities.opened', 'interactions'];
/** What a sale may have several of. */
const DISTINCT_BY = ['product', 'category', 'salesperson'];
/** What balances: the first and what comes make the last, with what goes. */
const LEDGERS = [
  { of: 'customers', come: ['new', 'reactivated', 'transferred'], go: ['lost'] },
  { of: 'mrr', come: ['new', 'expansion', 'reactivated', 'transferred'], go: ['contraction', 'churned'] },
  { of: 'pipeline', come: ['created', 'changed'], go: ['won', 'lost'] },
];
/** Dimensions that tell values no fact has yet. */
const KNOWN_BEFOREHAND = ['stage', 'from_stage', 'to_stage', 'cause', 'weekday', 'hour', 'direction'];

describe('every metric', () => {
  let stage: Stage;
  let metrics: readonly Listed[];
  const span = { from: '2023-01-01', to: '2024-12-31' };

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2025-02-01T09:00:00Z');
    await stage.bulk([...demoBusiness({ facts: 3_000, seed: 11 }), ...demoSubscriptions(), ...RARER_FACTS]);
    const target = { id: 't', metric: 'revenue.net', from: '2023-01-01', to: '2024-12-31', value: '1000' };
    await stage.record('/v1/targets', target);
    ({ metrics } = (await stage.get('/v1/metrics')) as { metrics: readonly Listed[] });
  });
  afterAll(() => stage.close());

  /** By dimension, the values that figures went by. */
  const seen = new Map<string, Set<string | number | null | undefined>>();
  const exact = (figure: unknown): bigint => parseDecimal(String(figure));

  it('goes by each of its dimensions, with parts that sum to the total where it adds up', async () => {
    for (const { name, additive, dimensions, onlyBy } of metrics) {
      for (const by of onlyBy === undefined ? dimensions : [onlyBy]) {
        const { rows, totals } = (await stage.query({ metrics: [name], by: [by], ...span })) as {
          rows: Rows;
          totals: Rows[0];
        };
        for (const row of rows) seen.set(by, (seen.get(by) ?? new Set()).add(row[by]));
        const isDistinct = name === 'orders' && DISTINCT_BY.includes(by);
        if (!additive || isDistinct) continue;
        const sum = rows.reduce((total, row) => total + exact(row[name]), 0n);
        expect([name, by, sum]).toEqual([name, by, exact(totals[name])]);
      }
    }
  });

  it('goes by every grain, with periods that sum to the whole where it is a flow that adds up', async () => {
    // Those about targets would be about the others beside them.
    const apart = ({ name, onlyBy = '' }: Listed): string => (name.startsWith('target') ? 'target' : onlyBy);
    for (const all of Map.groupBy(metrics, apart).values()) {
      const onlyBy = all[0]?.onlyBy;
      const where = onlyBy === undefined ? {} : { where: { [onlyBy]: ['USD'] } };
      for (const grain of GRAINS)
        for (let first = 0; first < all.length; first += TOGETHER) {
          const some = all.slice(first, first + TOGETHER);
          const asked = { metrics: some.map(({ name }) => name), grain, ...where, ...span };
          const { rows, totals } = (await stage.query(asked)) as { rows: Rows; totals: Rows[0] };
          expect(rows.length).toBeGreaterThan(1);
          for (const { name, additive, kind } of some) {
            expect([name, rows.filter((row) => !(name in row))]).toEqual([name, []]);
            if (!additive || kind !== 'flow') continue;
            const sum = rows.reduce((total, row) => total + exact(row[name]), 0n);
            expect([name, grain, sum]).toEqual([name, grain, exact(totals[name])]);
          }
        }
    }
  });

  it.each(LEDGERS)('balances in every period and part: $of', async ({ of, come, go }) => {
    const [opening, closing] = [`${of}.opening`, `${of}.closing`];
    const named = (ends: readonly string[]): readonly string[] => ends.map((end) => `${of}.${end}`);
    const asked = [opening, ...named(come), ...named(go), closing];
    const { dimensions = [] } = metrics.find(({ name }) => name === closing) ?? {};
    let moved = 0;
    for (const by of [[], ...dimensions.map((one) => [one])])
      for (const row of await stage.rows({ metrics: asked, by, grain: 'month', ...span })) {
        const sum = (names: readonly string[]): bigint => names.reduce((total, name) => total + exact(row[name]), 0n);
        const after = exact(row[opening]) + sum(named(come)) - sum(named(go));
        expect([by, row, after]).toEqual([by, row, exact(row[closing])]);
        if (after !== exact(row[opening])) moved++;
      }
    expect(moved).toBeGreaterThan(dimensions.length);
  });

  it('is the same in a replay of the log', async () => {
    const { body } = await stage.send('POST', '/v1/replays', {});
    const id = String(body['id']);
    await until(async () => (await stage.get(`/v1/replays/${id}`))['state'] === 'done');
    const asked = `/v1/figures?grain=quarter&asOf=${span.to}`;
    expect((await stage.get(`${asked}&replay=${id}`))['digest']).toBe((await stage.get(asked))['digest']);
  });

  it('has records behind it as many and as much as it says, where it has records', async () => {
    const counts: Record<string, unknown> = {};
    const sums: Record<string, unknown> = {};
    for (const { name, kind, onlyBy } of metrics) {
      if (kind === 'ratio' || name === 'target' || name === 'customers.transferred') continue;
      const where = onlyBy === undefined ? {} : { [onlyBy]: ['EUR'] };
      const [row] = await stage.rows({ metrics: [name], where, ...span });
      const filter = onlyBy === undefined ? '' : `&where.${onlyBy}=EUR`;
      const { sum, count } = await stage.get(`/v1/records?metric=${name}&from=${span.from}&to=${span.to}${filter}`);
      expect([name, sum]).toEqual([name, row?.[name]]);
      [counts[name], sums[name]] = [count, sum];
    }
    for (const name of ONE_EACH) expect([name, counts[name]]).toEqual([name, sums[name]]);
  });

  it('goes by no value that its dimension does not tell, and by each that it tells of facts', async () => {
    for (const name of new Set(metrics.flatMap(({ dimensions }) => dimensions))) {
      const { values } = (await stage.get(`/v1/dimensions/${name}`)) as { values: string[] };
      const unseen = KNOWN_BEFOREHAND.includes(name) ? values : [];
      expect([name, [...values].sort()]).toEqual([name, [...new Set([...(seen.get(name) ?? []), ...unseen])].sort()]);
    }
  });
});
