import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const MONTHS = ['2024-04-01', '2024-05-01', '2024-06-01'];

/** Customers buy every few days, some of them until the end, others no more from some day on. */
function sales(): readonly object[] {
  return Array.from({ length: 40 }, (_, i) => {
    const often = 5 + (i % 7) * 3;
    const until = i % 3 === 0 ? 60 : 150;
    const begun = i * 2;
    const times = Math.floor((until - begun) / often) + 1;
    return Array.from({ length: Math.max(1, times) }, (_, n) => {
      const day = new Date(Date.UTC(2024, 0, 1 + begun + n * often)).toISOString().slice(0, 10);
      return sale(`s${String(i)}-${String(n)}`, `c${String(i)}`, day, String(5 + ((i * 13) % 90)));
    });
  }).flat();
}

/** What rules say of estimates is what is told of those by themselves, as of the day on which the month began. */
describe('segments by estimates', () => {
  let stage: Stage;
  const members = async (id: string, asOf: string): Promise<readonly string[]> => {
    const { customers } = await stage.get(`/v1/segments/${id}/members?asOf=${asOf}&limit=1000`);
    return (customers as readonly { readonly id: string }[]).map((one) => one.id);
  };
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-06-30T09:00:00Z');
    const customers = Array.from({ length: 40 }, (_, i) => ({ id: `c${String(i)}`, registeredAt: '2024-01-01' }));
    await stage.bulk([
      ...customers.map((data) => ({ type: 'RegisterCustomer', data })),
      ...sales().map((data) => ({ type: 'RecordSale', data })),
    ]);
    for (const [id, rule] of [
      ['alive', 'p_alive > 0.5'],
      ['second', 'cluster == 2'],
    ] as const)
      await stage.record(`/v1/segments/${id}`, { title: id, rule }, 'PUT');
  });
  afterAll(() => stage.close());

  it('have whom the models have, all the month', async () => {
    for (const begun of MONTHS) {
      const clv = await stage.get(`/v1/clv?asOf=${begun}&limit=1000`);
      const alive = (clv['customers'] as readonly { readonly id: string; readonly pAlive: number }[]).filter(
        ({ pAlive }) => pAlive > 0.5,
      );
      const groups = await stage.get(`/v1/clusters?asOf=${begun}&cluster=2&limit=1000`);
      const second = (groups['customers'] as readonly { readonly id: string }[]).map(({ id }) => id).toSorted();
      expect([alive.length > 0, second.length > 0]).toEqual([true, true]);
      for (const day of [begun, begun.replace(/01$/, '20')]) {
        expect(await members('alive', day)).toEqual(alive.map(({ id }) => id).toSorted());
        expect(await members('second', day)).toEqual(second);
      }
    }
  });

  it('have sizes that come and go with what is recorded', async () => {
    const size = async () =>
      (await stage.get('/v1/segments/alive/size?from=2024-04-01&to=2024-06-30'))['rows'] as readonly {
        readonly closing: number;
      }[];
    const before = await size();
    expect(before.map(({ closing }) => closing)).toEqual(
      await Promise.all(MONTHS.map(async (month) => (await members('alive', month)).length)),
    );
    await stage.bulk(
      ['c0', 'c3', 'c6'].map((id) => ({ type: 'RecordSale', data: sale(`late-${id}`, id, '2024-05-28', '20') })),
    );
    expect((await size()).map(({ closing }) => closing)).toEqual(
      await Promise.all(MONTHS.map(async (month) => (await members('alive', month)).length)),
    );
  });
});
