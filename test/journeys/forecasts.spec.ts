import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

/** Sales of two years by month in two regions, and one of the month that is not over. */
const MONTHS = Array.from({ length: 24 }, (_, i) => ({ year: 2022 + Math.floor(i / 12), month: (i % 12) + 1, i }));

interface Told {
  readonly history: readonly { readonly bucket: string; readonly value: string }[];
  readonly points: readonly { readonly bucket: string; readonly mean: number; readonly intervals: object }[];
  readonly method: string;
  readonly warnings: readonly string[];
}

describe('forecasts', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-01-20T12:00:00Z');
    for (const { year, month, i } of MONTHS)
      for (const [region, amount] of [
        ['north', 100 + 10 * i],
        ['south', 500 - 5 * i + (i % 3)],
      ] as const) {
        const day = `${String(year)}-${String(month).padStart(2, '0')}-15`;
        const one = sale(`${region}-${String(i)}`, undefined, day, String(amount));
        await stage.record('/v1/sales', { ...one, region });
      }
    await stage.record('/v1/sales', sale('running', undefined, '2024-01-10', '1'));
  });
  afterAll(() => stage.close());

  const ask = async (question: object, status = 200): Promise<Told & Record<string, unknown>> => {
    const answer = await stage.send('POST', '/v1/forecasts', { position: stage.position, ...question });
    expect([answer.status, answer.body['detail']]).toEqual([status, undefined]);
    return answer.body as unknown as Told & Record<string, unknown>;
  };
  const net = { metric: 'revenue.net', grain: 'month', horizon: 3 };

  it('are made from the periods that are over, of the metric as it is', async () => {
    const { history, points, method, incomplete, meta } = await ask(net);
    expect(history).toHaveLength(24);
    expect(history[0]).toEqual({ bucket: '2022-01', value: '600' });
    expect(incomplete).toEqual(['2024-01']);
    expect(points.map(({ bucket }) => bucket)).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(method).toBe('theta+damped');
    expect(points.every(({ mean }) => mean > 650 && mean < 800)).toBe(true);
    expect(meta).toMatchObject({ position: stage.position, asOf: '2024-01-20', knownAt: null });
  });

  it('have parts that sum to the whole', async () => {
    const { points, parts } = (await ask({ ...net, by: 'region' })) as unknown as Told & {
      readonly parts: readonly (Told & { readonly part: string })[];
    };
    // The sale without a region is of a month that is not over.
    expect(parts.map(({ part }) => part).toSorted()).toEqual(['', 'north', 'south']);
    for (const [h, { mean, intervals }] of points.entries()) {
      expect(parts.reduce((sum, part) => sum + (part.points[h]?.mean ?? 0), 0)).toBeCloseTo(mean, 9);
      const [low = 0, high = 0] = (intervals as Record<string, number[]>)['0.8'] ?? [];
      expect(low < mean && mean < high).toBe(true);
    }
    const north = await ask({ ...net, where: { region: ['north'] } });
    expect(parts.find(({ part }) => part === 'north')?.points).toEqual(north.points);
  });

  it('are of a day, as known at one: the same again when more is known', async () => {
    const question = { ...net, asOf: '2023-06-30', knownAt: '2024-01-20' };
    const before = await ask(question);
    expect(before.history.at(-1)?.bucket).toBe('2023-06');
    expect(before.points[0]?.bucket).toBe('2023-07');
    stage.at('2024-01-21T12:00:00Z');
    await stage.record('/v1/sales', sale('late', undefined, '2023-06-01', '5000'));
    expect((await ask(question)).points).toEqual(before.points);
    expect((await ask({ ...question, knownAt: '2024-01-21' })).points).not.toEqual(before.points);
  });

  it('are made of numbers that are sent', async () => {
    const { history, points, warnings } = await ask({ values: ['1', '2.5', 3], horizon: 2 });
    expect(history).toEqual([{ value: '1' }, { value: '2.5' }, { value: '3' }]);
    expect(points.map(({ mean }) => mean)).toEqual([3, 3]);
    expect(warnings).toEqual(['short-history']);
    expect((await ask({ values: [] })).points).toHaveLength(12);
    const wrong = await stage.send('POST', '/v1/forecasts', { values: ['1', 'NaN', '?'], levels: [0.8, 1] });
    expect([wrong.status, wrong.body['errors']]).toEqual([
      400,
      [
        { field: 'values', detail: 'must be a list of at most 5,000 decimals such as "12.5", not "NaN"' },
        { field: 'levels', detail: 'must be 1 to 5 numbers between 0 and 1, not 1' },
      ],
    ]);
    const without = await ask({ metric: 'revenue.net', grain: 'day', where: { region: ['nowhere'] } });
    expect(without).toMatchObject({ method: 'zero', warnings: ['no-history'], history: [] });
  });

  it('have as many parts as a book has of them, however long it is looked back', async () => {
    // With the months that are looked back at, more rows than one question is answered with.
    const shops = Array.from({ length: 1_000 }, (_, i) => `shop-${String(i)}`);
    await stage.bulk(
      shops.map((region, i) => ({
        type: 'RecordSale',
        data: sale(region, undefined, '2019-03-15', String(i + 1), { region }),
      })),
    );
    const { parts = [] } = (await ask({ ...net, method: 'naive', asOf: '2019-04-01', by: 'region' })) as {
      readonly parts?: readonly (Told & { readonly part: string })[];
    };
    expect(parts.map(({ part }) => part)).toEqual(shops.toSorted());
    expect(parts.find(({ part }) => part === 'shop-7')?.history).toEqual([{ bucket: '2019-03', value: '8' }]);
  });

  it.each([
    [{}, '400 invalid-request'],
    [{ metric: 'revenue.net' }, '400 invalid-request'],
    [{ metric: 'revenue.net', grain: 'hour' }, '400 invalid-request'],
    [{ metric: 'revenue.net', grain: 'month', horizon: 37 }, '400 invalid-request'],
    [{ metric: 'revenue.net', grain: 'month', levels: [1] }, '400 invalid-request'],
    [{ metric: 'revenue.net', grain: 'month', method: 'oracle' }, '400 invalid-request'],
    [{ metric: 'revenue.net', grain: 'month', values: ['1'] }, '400 invalid-request'],
    [{ values: ['1', 'x'] }, '400 invalid-request'],
    [{ values: ['1'], by: 'region' }, '400 invalid-request'],
    [{ metric: 'no.such', grain: 'month' }, '400 unknown-metric'],
    [{ metric: 'revenue.net', grain: 'month', by: 'colour' }, '400 unknown-dimension'],
  ])('say what is wrong with %j', async (body, problem) => {
    expect(await stage.problem('POST', '/v1/forecasts', body)).toBe(problem);
  });
});
