import { describe, expect, it } from '@jest/globals';
import type * as Foretold from '#book/forecasting/foretold.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { seeded } from '#mining/random.js';
import type * as Baskets from '#subjects/baskets/baskets.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import type * as ChurnRisk from '#subjects/churn-risk/churn-risk.js';
import type * as Clusters from '#subjects/clusters/clusters.js';
import type * as Clv from '#subjects/clv/clv.js';
import type { ReadOn } from '#subjects/read.js';
import type * as Survival from '#subjects/survival/survival.js';
import { CountedTurns } from './counted-turns.js';

/**
 * Whoever goes away is no longer worked for within 0.2 s. A thread looks whether anybody waits at each step; so between two of them no
 * more is done than a few turns of a loop for each customer, a turn being tens of nanoseconds: for 100,000 customers some hundredths of
 * a second.
 */
const CUSTOMERS = 2_000;
const TURNS_A_CUSTOMER = 20;
const AS_OF = 20_000;

const turns = new CountedTurns();
let [most, steps] = [0, 0];
const step = (): void => {
  most = Math.max(most, turns.since());
  steps++;
};
const on = { catalogue: CATALOGUE, step, views: { sums: asked } as unknown as ReadOn['views'] };
const cut = { asOf: AS_OF, asked: {}, limit: 100 };

/** Asks, and holds how much was worked between two steps. */
async function counted<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  turns.since();
  [most, steps] = [0, 0];
  const answer = await ask();
  step();
  expect(steps).toBeGreaterThan(CUSTOMERS);
  expect(most).toBeLessThan(TURNS_A_CUSTOMER * CUSTOMERS);
  return answer;
}

describe(`of ${CUSTOMERS.toLocaleString('en')} customers there are few turns between two steps`, () => {
  it('for what they are worth, hold-out included', async () => {
    const { customerValues } = await turns.load<typeof Clv>('#subjects/clv/clv.js');
    const question = { ...cut, unit: 'week', horizon: 52, sort: '-expectedValue', calibration: AS_OF - 200 } as const;
    const { customers, parameters, holdout } = await counted(() => customerValues(question, on));
    expect([customers.length, parameters.gammaGamma?.customers]).toEqual([100, (CUSTOMERS * 3) / 4]);
    expect(holdout?.classes.length).toBeGreaterThan(2);
  });

  it('for groups of those alike', async () => {
    const { customerClusters } = await turns.load<typeof Clusters>('#subjects/clusters/clusters.js');
    const found = await counted(() =>
      customerClusters({ ...cut, k: 4, features: ['recency', 'frequency', 'monetary'] }, on),
    );
    expect([found.count, found.customers.length]).toEqual([CUSTOMERS, 100]);
    expect(found.silhouette).toBeGreaterThan(0);
  });

  it('for who is likely lost', async () => {
    const { churnRisk } = await turns.load<typeof ChurnRisk>('#subjects/churn-risk/churn-risk.js');
    const { model, holdout } = await counted(() => churnRisk({ ...cut, within: 60 }, on));
    expect(model?.examples).toBeGreaterThan(CUSTOMERS);
    expect(holdout?.customers).toBeGreaterThan(500);
  });

  it('for how long they stay', async () => {
    const { survival } = await turns.load<typeof Survival>('#subjects/survival/survival.js');
    const { parts } = await counted(() => survival({ asOf: AS_OF }, on));
    expect(parts.map(({ customers, lost }) => [customers, lost])).toEqual([[CUSTOMERS, CUSTOMERS / 5]]);
  });

  it('for what as many buy together', async () => {
    const { basketRules } = await turns.load<typeof Baskets>('#subjects/baskets/baskets.js');
    const how = { by: 'product', minSupport: 0.002, minConfidence: 0.01, sort: 'lift', limit: 100 } as const;
    const { rules, count } = await counted(() => basketRules({ asOf: AS_OF, to: AS_OF, ...how }, on));
    expect([rules.length, count > 1_000]).toEqual([100, true]);
  });
});

it('there are few turns between two steps of a forecast of 200 series', async () => {
  const { ofFigures } = await turns.load<typeof Foretold>('#book/forecasting/foretold.js');
  const how = { method: 'auto', horizon: 12, levels: [0.8, 0.95], period: 12 } as const;
  const about = { metric: 'orders', grain: 'month', by: 'product', isAdditive: true, isCount: true } as const;
  const looks = {
    step: (): Promise<void> => {
      step();
      return Promise.resolve();
    },
    check: step,
  };
  const series = { ...about, asOf: AS_OF, fiscalStart: 1, how };
  const found = await counted(() => ofFigures(monthly(200), series, looks));
  expect(found.parts?.length).toBe(200);
});

/** Each customer bought on one to four days, a year apart at most, for an amount of their own; every fifth is lost. */
function asked(requests: readonly SumRequest[]): Promise<{ position: number; cells: readonly (readonly Cell[])[] }> {
  return Promise.resolve({ position: 1, cells: requests.map((request) => [...cellsOf(request)]) });
}

function* cellsOf({ series, group, measures, where }: SumRequest): Iterable<Cell> {
  if (measures[0] === 'orders') {
    yield { window: 0, group: [], sums: [BigInt(CUSTOMERS)] };
    return;
  }
  const random = seeded(7);
  for (let i = 0; i < CUSTOMERS; i++) {
    const first = AS_OF - 100 - Math.floor(600 * random());
    const days = Array.from({ length: 1 + (i % 4) }, (_, k) => first + k * (1 + Math.floor(90 * random())));
    const isMove = series === 'moves';
    if (isMove && i % 5 > 0 && !group.some((name) => name === 'to_tier')) continue;
    const once = isMove || 'gap' in where || !group.includes('day');
    for (const [k, day] of (once ? days.slice(0, 1) : days).entries()) {
      const of = { customer: `c${String(i)}`, day: String(isMove ? AS_OF - 30 * (i % 7) : day), recorded: String(day) };
      if (!group.includes('record')) yield cell({ ...of, to_tier: 'basic', from_tier: 'gone' }, group, [BigInt(1 + k)]);
      for (let j = 0; group.includes('record') && j < 4; j++)
        yield cell({ record: `s${String(i)}`, product: `p${String(Math.floor(60 * random() ** 2))}` }, group, [1n]);
    }
  }
}

function cell(of: Readonly<Record<string, string>>, group: readonly string[], sums: readonly bigint[]): Cell {
  return { window: 0, group: group.map((name) => of[name] ?? ''), sums: [...sums, 0n] };
}

/** Five years of so many products, as an answer by month. */
function monthly(products: number): readonly [Asked[0], NonNullable<Asked[1]>] {
  const random = seeded(7);
  const buckets = Array.from({ length: 60 }, (_, m) => {
    return `${String(2019 + Math.floor(m / 12))}-${String((m % 12) + 1).padStart(2, '0')}`;
  });
  const orders = (_: string, m: number) => Math.round(100 + 20 * Math.sin((m * Math.PI) / 6) + 10 * random());
  const figures = Array.from({ length: products }, (_, k) => [`p${String(k)}`, buckets.map(orders)] as const);
  const rows = buckets.map((month, m) => ({ month, orders: orders(month, m) }));
  const meta = { incomplete: [] } as object as never;
  return [
    { columns: [], rows, totals: {}, meta },
    { buckets, figures: new Map(figures) },
  ];
}
type Asked = Parameters<typeof Foretold.ofFigures>[0];
