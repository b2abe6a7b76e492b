import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stage } from './stage.js';

interface Deal {
  readonly id: string;
  readonly salesperson: string;
  readonly value: string;
  /** On which it came into its stage. */
  readonly since: string;
  readonly stage?: string;
  readonly closed?: readonly [day: string, how: 'win' | 'lose'];
}

/** Of ben in stage offer: won after 10, 40 and 70 days, lost after 30 and 90; of cleo: won after 20. */
const DECIDED: readonly Deal[] = [
  { id: 'w1', salesperson: 'ben', value: '100', since: '2024-01-01', closed: ['2024-01-11', 'win'] },
  { id: 'w2', salesperson: 'ben', value: '100', since: '2024-01-01', closed: ['2024-02-10', 'win'] },
  { id: 'w3', salesperson: 'ben', value: '100', since: '2024-01-01', closed: ['2024-03-11', 'win'] },
  { id: 'l1', salesperson: 'ben', value: '100', since: '2024-01-01', closed: ['2024-01-31', 'lose'] },
  { id: 'l2', salesperson: 'ben', value: '100', since: '2024-01-01', closed: ['2024-03-31', 'lose'] },
  { id: 'w4', salesperson: 'cleo', value: '100', since: '2024-01-01', closed: ['2024-01-21', 'win'] },
];
const OPEN: readonly Deal[] = [
  { id: 'old', salesperson: 'ben', value: '700', since: '2024-01-02' },
  { id: 'b', salesperson: 'cleo', value: '500', since: '2024-06-20' },
  { id: 'a', salesperson: 'ben', value: '1000', since: '2024-06-29' },
  { id: 'c', salesperson: 'dan', value: '100', since: '2024-06-30', stage: 'talk' },
];

interface Told {
  readonly points: readonly { readonly bucket: string; readonly mean: number; readonly intervals: object }[];
  readonly parts: readonly (Told & { readonly part: string })[];
  readonly method: string;
  readonly warnings: readonly string[];
  readonly pipeline: Readonly<Record<string, unknown>>;
  readonly backtest: Readonly<Record<string, unknown>>;
}

describe('the pipeline foretold', () => {
  let stage: Stage;
  const steps = [...DECIDED, ...OPEN].flatMap(({ id, since, salesperson, value, stage: to = 'offer', closed }) => {
    const opened = { id, openedAt: since, title: 'Tea', salesperson, value, currency: 'EUR', probability: '0.5' };
    const moved = { id: `${id}-m`, occurredAt: since, stage: to };
    const end = closed === undefined ? [] : [{ day: closed[0], path: `/v1/opportunities/${id}/${closed[1]}`, id }];
    return [
      { day: since, run: () => stage.record('/v1/opportunities', opened) },
      { day: since, run: () => stage.record(`/v1/opportunities/${id}`, moved, 'PATCH') },
      ...end.map(({ day, path }) => ({
        day,
        run: () =>
          stage.record(path, { id: `${id}-e`, occurredAt: day, ...(path.endsWith('lose') && { reason: 'price' }) }),
      })),
    ];
  });
  beforeAll(async () => {
    stage = await Stage.open({ TALLY_CURRENCY: 'EUR' }, {}, '2024-01-01T08:00:00Z');
    for (const { day, run } of steps.toSorted((x, y) => (x.day < y.day ? -1 : x.day > y.day ? 1 : 0))) {
      stage.at(`${day}T12:00:00Z`);
      await run();
    }
    stage.at('2024-07-01T12:00:00Z');
  });
  afterAll(() => stage.close());

  const won = { metric: 'opportunities.won_value', method: 'pipeline', grain: 'month', horizon: 2 };
  const ask = async (question: object = {}): Promise<Told> => {
    const { status, body } = await stage.send('POST', '/v1/forecasts', {
      position: stage.position,
      ...won,
      ...question,
    });
    expect([status, body['detail']]).toEqual([200, undefined]);
    expect(JSON.stringify(body)).not.toMatch(/NaN|:null,"days":null,"grounds":\{"stage-/);
    return body as unknown as Told;
  };
  const meansOf = ({ points }: Pick<Told, 'points'>): readonly number[] => points.map(({ mean }) => mean);
  const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 9) as unknown);

  // a: 1 day in offer by ben: 3 of 5 won, 9, 39 and 69 days from now: 1/5 in July, in August and later.
  // b: 10 days in offer; of cleo only one was decided, so it is the stage: of 5 that stayed longer 3 won, in 10, 30 and 60 days.
  // c: nobody was ever in talk: of all 6 that were decided 4 won, after 10, 20, 40 and 70 days. old: nothing has lasted 180 days.
  const JULY = [200, 200, 100 / 3].reduce((x, y) => x + y);
  const AUGUST = [200, 100, 100 / 6].reduce((x, y) => x + y);

  it('is what is open times the rate and the days of its stage and salesperson', async () => {
    const told = await ask({ asOf: '2024-06-30' });
    expect(told.points.map(({ bucket }) => bucket)).toEqual(['2024-07', '2024-08']);
    expect(meansOf(told)).toEqual(near([JULY, AUGUST]));
    expect([told.method, told.warnings]).toEqual(['pipeline', ['long-open']]);
    const { parts, ...whole } = told.pipeline;
    expect(whole).toEqual({
      ...{ open: 4, value: '2300', weighted: '1150', decided: 6, leftOut: 0 },
      ...{ expected: expect.closeTo(600 + 300 + 400 / 6, 9), beyond: expect.closeTo(200 + 100 / 6, 9) },
    });
    expect(parts).toMatchObject([
      {
        ...{ stage: 'offer', salesperson: 'ben', open: 2, decided: 5, rate: 0.6, days: 40, weighted: '850' },
        grounds: { 'stage-and-salesperson': 1, none: 1 },
      },
      { stage: 'offer', salesperson: 'cleo', decided: 1, rate: 1, days: 20, grounds: { stage: 1 } },
      { stage: 'talk', salesperson: 'dan', decided: 0, rate: null, days: null, grounds: { all: 1 } },
    ]);
    // The sum of v² p (1 - p), of a, b and c in July: 0.8 of a normal distribution lies within 1.2816 of its roots.
    const spread = Math.sqrt(1e6 * 0.16 + 25e4 * 0.24 + 1e4 * (2 / 9));
    const bounds = (told.points[0]?.intervals as Record<string, readonly number[]>)['0.8'] ?? [];
    expect(bounds).toEqual([0, JULY + 1.2816 * spread].map((one) => expect.closeTo(one, 0) as unknown));
  });

  it('is tried on earlier months with what was known on their last days', async () => {
    const { backtest } = await ask({ asOf: '2024-06-30' });
    expect(backtest).toMatchObject({ origins: 5 });
    // At the end of January w2, w3 and l2 are open since 30 days, longer than the 3 that were decided by then; old since 29, and the one
    // that lasted longer was lost.
    const january = await ask({ asOf: '2024-01-31', knownAt: '2024-01-31' });
    expect(meansOf(january)).toEqual([0, 0]);
    expect(january.pipeline).toMatchObject({ open: 4, decided: 3, parts: [{ grounds: { none: 3, all: 1 } }] });
  });

  it('has parts that sum to it', async () => {
    const { parts, points } = await ask({ asOf: '2024-06-30', by: 'salesperson' });
    expect(parts.map((one) => [one.part, meansOf(one)])).toEqual([
      ['ben', near([200, 200])],
      ['cleo', near([200, 100])],
      ['dan', near([100 / 3, 100 / 6])],
    ]);
    expect(meansOf({ points })).toEqual(near([JULY, AUGUST]));
    expect(meansOf(await ask({ asOf: '2024-06-30', where: { salesperson: ['cleo'] } }))).toEqual(near([200, 100]));
  });

  it('falls back by name where too little is known', async () => {
    const none = await ask({ asOf: '2024-06-30', where: { salesperson: ['nobody'] } });
    expect([meansOf(none), none.warnings, none.backtest['sMAPE']]).toEqual([[0, 0], ['nothing-open'], null]);
    const early = await ask({ asOf: '2024-01-05' });
    // Seven are open, none was decided: 1300 times 0.5, half of it in each of the two periods.
    expect([early.method, early.warnings]).toEqual(['weighted-pipeline', ['nothing-decided']]);
    expect(meansOf(early)).toEqual(near([325, 325]));
    expect(meansOf(await ask({ asOf: '2023-12-31' }))).toEqual([0, 0]);
  });

  it('has what was won by now of the period that is not over, and is the same again when more is known', async () => {
    const before = await ask({ asOf: '2024-06-30', knownAt: '2024-06-30' });
    stage.at('2024-07-05T12:00:00Z');
    await stage.record('/v1/opportunities/a/win', { id: 'a-e', occurredAt: '2024-07-04', value: '900' });
    await stage.record('/v1/opportunities/old/lose', { id: 'old-e', occurredAt: '2024-06-15', reason: 'price' });
    const now = await ask();
    expect(now.points[0]?.mean).toBeGreaterThan(900);
    expect(now.pipeline).toMatchObject({ open: 2, value: '600' });
    expect(await ask({ asOf: '2024-06-30', knownAt: '2024-06-30' })).toMatchObject({
      points: before.points,
      pipeline: before.pipeline,
    });
    // Known now, old was lost after 165 days: it is no more open then, and a that was open is.
    expect((await ask({ asOf: '2024-06-30' })).pipeline).toMatchObject({ open: 3, decided: 7 });
  });

  it.each([
    [{ metric: 'revenue.net' }],
    [{ by: 'stage' }],
    [{ where: { stage: ['offer'] } }],
    [{ where: { outcome: ['won'] } }],
    [{ metric: undefined, grain: undefined, values: ['1', '2'] }],
  ])('is refused with %j', async (body) => {
    expect(await stage.problem('POST', '/v1/forecasts', { ...won, ...body })).toBe('400 invalid-request');
  });

  it('is kept, graded and made anew as of the past', async () => {
    const { saved } = (await ask({ asOf: '2024-04-30', save: true })) as Told & {
      readonly saved?: { readonly id: string; readonly position: string };
    };
    stage.position = saved?.position ?? '';
    expect(await stage.get(`/v1/forecasts/${saved?.id ?? ''}`)).toMatchObject({ numbers: { method: 'pipeline' } });
    const { grain, metric, method, horizon } = won;
    const question = { grain, metric, method, horizon };
    const body = { question, from: '2024-01-01', to: '2024-06-30', position: stage.position };
    const again = await stage.send('POST', '/v1/forecasts/regrade', body);
    expect([again.status, (again.body['forecasts'] as readonly unknown[]).length]).toEqual([200, 6]);
  });
});
