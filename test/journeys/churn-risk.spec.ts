import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

interface AtRisk {
  readonly id: string;
  readonly risk: number | null;
  readonly reasons: readonly { readonly feature: string; readonly effect: number; readonly text: string }[];
}

/** How customers are judged is held in `libs/subjects/churn-risk`; here is what is read of a book. */
describe('who is likely lost', () => {
  let stage: Stage;
  const day = (n: number): string => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10);
  const last = day(540);
  const asked = (query = '') => stage.get(`/v1/churn-risk?asOf=${last}&limit=1000${query}`);
  const customers = async (query = '') => (await asked(query))['customers'] as readonly AtRisk[];
  beforeAll(async () => {
    stage = (await Stage.open()).at(`${day(541)}T09:00:00Z`);
  });
  afterAll(() => stage.close());

  it('is nobody in an empty book, and unknown of few', async () => {
    const nothing = { model: null, holdout: null, next: null };
    expect(await asked()).toMatchObject({
      ...{ ...nothing, count: 0, customers: [] },
      warnings: [expect.stringMatching(/^too little to learn from: 0 were lost and 0 stayed/)],
    });
    for (const id of ['ada', 'bea']) await stage.record('/v1/customers', { id, registeredAt: day(0) });
    await stage.record('/v1/sales', sale('ada-1', 'ada', day(530), '1000000000000'));
    await stage.record('/v1/sales', sale('ada-2', 'ada', day(530), '1'));
    await stage.record('/v1/sales', sale('bea-1', 'bea', day(530), '5'));
    expect(await asked()).toMatchObject({
      ...{ ...nothing, count: 2 },
      customers: ['ada', 'bea'].map((id) => ({ id, risk: null, overdue: false, reasons: [] })),
    });
  });

  it('is learned from those of earlier days, and tried on a later one', async () => {
    // Some buy every few weeks for ever, others stop after some time.
    const facts = Array.from({ length: 90 }, (_, i) => {
      const id = `c${String(i).padStart(2, '0')}`;
      const gap = 12 + (i % 9);
      const until = i % 3 === 0 ? 60 + ((i * 37) % 470) : 540;
      const days = Array.from({ length: 60 }, (__, n) => (i % 11) + n * gap).filter((one) => one <= until);
      const sales = days.map((one, n) => sale(`${id}-${String(n)}`, id, day(one), String(5 + (i % 20))));
      return [
        { type: 'RegisterCustomer', data: { id, registeredAt: day(0) } },
        ...sales.map((data) => ({ type: 'RecordSale', data })),
      ];
    });
    await stage.bulk(facts.flat());
    const found = await asked();
    expect(found).toMatchObject({
      model: { trainedOn: [0, 90, 180, 270, 360, 450].map(day), examples: expect.any(Number) as unknown },
      holdout: { origin: day(450), trainedOn: [0, 90, 180, 270, 360].map(day) },
    });
    const { auc, overdue } = found['holdout'] as { readonly auc: number; readonly overdue: { readonly auc: number } };
    expect(auc).toBeGreaterThan(0.7);
    expect(overdue.auc).toBeGreaterThan(0.5);
    const listed = found['customers'] as readonly AtRisk[];
    const risks = listed.map(({ risk }) => risk ?? NaN);
    expect(risks.every((risk) => risk > 0 && risk < 1)).toBe(true);
    expect(risks).toEqual(risks.toSorted((a, b) => b - a));
    expect(listed[0]?.reasons).toHaveLength(3);
    expect(listed[0]?.reasons[0]?.text).toMatch(/^raises the risk: /);
    expect(found['count']).toBe(listed.length);
  });

  it('is the same as of a day whatever comes later, and as it was known', async () => {
    const before = await customers();
    stage.at(`${day(560)}T09:00:00Z`);
    await stage.record('/v1/sales', sale('later', 'c00', day(550), '99'));
    expect(await customers()).toEqual(before);
    await stage.record('/v1/sales', sale('late', before[0]?.id, day(539), '99'));
    expect(await customers(`&knownAt=${day(541)}`)).toEqual(before);
    expect(await customers()).not.toEqual(before);
  });

  it('says of days on which nothing was known yet that they are judged by what is known now', async () => {
    const told = 'on 6 of the days it learns from nothing was known yet';
    expect((await asked())['warnings']).toContainEqual(expect.stringContaining(told));
  });

  it('is listed in pages, each customer once, and as a file', async () => {
    const all = await customers();
    const paged: AtRisk[] = [];
    let cursor = '';
    do {
      const page = await stage.get(`/v1/churn-risk?asOf=${last}&limit=25${cursor}`);
      paged.push(...(page['customers'] as readonly AtRisk[]));
      const next = page['next'] as string | null;
      cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
    } while (cursor !== '');
    expect(paged).toEqual(all);
  });

  it.each(['within=0', 'within=731', 'cursor=nonsense', 'limit=0'])('refuses %s', async (query) => {
    expect(await stage.problem('GET', `/v1/churn-risk?${query}`)).toBe('400 invalid-request');
  });
});
