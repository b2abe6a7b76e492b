import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDecimal } from '#kernel/decimal.js';
import { sale, Stage } from './stage.js';

/** Each month has its sales on the 15th, recorded on the day. */
const MONTHS = Array.from({ length: 11 }, (_, i) => ({ month: `2024-${String(i + 1).padStart(2, '0')}`, i }));

interface Point {
  readonly bucket: string;
  readonly mean: number;
  readonly intervals: object;
}
interface Made {
  readonly points: readonly Point[];
  readonly history: readonly unknown[];
  readonly parts?: readonly { readonly part: string; readonly points: readonly Point[] }[];
  readonly saved?: { readonly id: string; readonly position: string };
}
interface Graded {
  readonly periods: number;
  readonly points: readonly Readonly<
    Record<'bucket' | 'actual' | 'actualThen' | 'error' | 'lateFacts' | 'model', string>
  >[];
  readonly parts: readonly (Graded & { readonly part: string })[];
}

describe('kept forecasts', () => {
  let stage: Stage;
  let made: Made;
  const net = { metric: 'revenue.net', grain: 'month', horizon: 2, by: 'region' };
  const sell = (id: string, region: string, day: string, amount: string) =>
    stage.record('/v1/sales', { ...sale(id, undefined, day, amount), region });
  const ask = async (question: object): Promise<Made> => {
    const { status, body } = await stage.send('POST', '/v1/forecasts', { position: stage.position, ...question });
    expect([status, body['detail']]).toEqual([200, undefined]);
    return body as unknown as Made;
  };
  const idOf = ({ saved }: Made): string => saved?.id ?? '';

  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-01-10T12:00:00Z');
    for (const { month, i } of MONTHS) {
      stage.at(`${month}-15T15:00:00Z`);
      await sell(`n${String(i)}`, 'north', `${month}-15`, String(100 + 10 * i + (i % 3)));
      await sell(`s${String(i)}`, 'south', `${month}-15`, String(500 - 5 * i));
    }
    stage.at('2024-11-20T12:00:00Z');
    made = await ask({ ...net, save: true });
    stage.position = made.saved?.position ?? '0';
  });
  afterAll(() => stage.close());

  it('are shown with their numbers as they were made', async () => {
    const { points, parts = [], history } = made;
    expect(await stage.get('/v1/forecasts')).toMatchObject({
      forecasts: [{ id: idOf(made), asOf: '2024-11-20', knownAt: '2024-11-20', parts: 2, question: net }],
      next: null,
    });
    const { numbers } = await stage.get(`/v1/forecasts/${idOf(made)}`);
    expect(numbers).toMatchObject({ points, history });
    expect((numbers as Made).parts?.map(({ part, points: own }) => [part, own])).toEqual(
      parts.map(({ part, points: own }) => [part, own]),
    );
    expect((await ask(net)).saved).toBe(undefined);
  });

  it('are there as of the time they were made, and page by page', async () => {
    expect(await stage.get('/v1/forecasts?asOf=2024-11-19')).toEqual({ forecasts: [], next: null });
    const path = `/v1/forecasts/${idOf(made)}`;
    expect(await stage.problem('GET', `${path}?knownAt=2024-11-19`)).toBe('404 not-found');
    const older = await ask({ ...net, asOf: '2024-06-30', save: true });
    stage.position = older.saved?.position ?? '0';
    const first = await stage.get('/v1/forecasts?limit=1');
    const second = await stage.get(`/v1/forecasts?limit=1&cursor=${String(first['next'])}`);
    expect([first, second].map(({ forecasts }) => (forecasts as readonly { id: string }[])[0]?.id)).toEqual([
      idOf(made),
      idOf(older),
    ]);
    expect(second['next']).toBe(null);
    // What it was made without is not a miss of late facts: all of it was known when it was made.
    const graded = (await stage.get(`/v1/forecasts/${idOf(older)}/accuracy`)) as unknown as Graded;
    expect(graded.points.map(({ actual, lateFacts }) => [actual, lateFacts])).toEqual([
      ['630', '0'],
      ['636', '0'],
    ]);
  });

  it('are held against what came, and late facts are told from the miss of the model', async () => {
    const path = `/v1/forecasts/${idOf(made)}/accuracy`;
    expect(await stage.get(path)).toMatchObject({ periods: 0, points: [{ isOver: false, actual: null }, {}] });
    stage.at('2024-12-30T15:00:00Z');
    await sell('n-dec', 'north', '2024-12-30', '77.123456');
    stage.at('2025-01-10T15:00:00Z');
    await sell('n-late', 'north', '2024-11-28', '50.5');
    await sell('s-late', 'south', '2024-12-28', '1000000000000.000001');
    const graded = (await stage.get(path)) as unknown as Graded;
    expect(graded.points).toMatchObject([
      { bucket: '2024-11', isOver: true, actual: '701.5', actualThen: '651', lateFacts: '50.5' },
      { bucket: '2024-12', actual: '1000000000077.123457', actualThen: '77.123456', lateFacts: '1000000000000.000001' },
    ]);
    const all = [graded, ...graded.parts].flatMap(({ points }) => points);
    expect(all).toHaveLength(6);
    for (const { error, lateFacts, model } of all)
      expect(readDecimal(lateFacts) + readDecimal(model)).toBe(readDecimal(error));
    expect(graded.parts.map(({ part, points }) => [part, points.map(({ actual }) => actual)])).toEqual([
      ['north', ['251.5', '77.123456']],
      ['south', ['450', '1000000000000.000001']],
    ]);
    // By what was known at the end of the year nothing was late.
    const then = (await stage.get(`${path}?asOf=2024-12-31&knownAt=2024-12-31`)) as unknown as Graded;
    expect(then.points.map(({ actual, lateFacts }) => [actual, lateFacts])).toEqual([
      ['651', '0'],
      ['77.123456', '0'],
    ]);
    // The numbers stay what they were.
    expect((await stage.get(`/v1/forecasts/${idOf(made)}`))['numbers']).toMatchObject({ points: made.points });
  });

  it('are made anew as of the past with what was known then, beside their grade', async () => {
    const { by: _by, ...question } = net;
    const body = { question, from: '2024-09-01', to: '2024-12-31', position: stage.position };
    const answer = await stage.send('POST', '/v1/forecasts/regrade', body);
    expect([answer.status, answer.body['detail']]).toEqual([200, undefined]);
    const forecasts = answer.body['forecasts'] as readonly (Graded & {
      readonly asOf: string;
      readonly bucket: string;
    })[];
    expect(forecasts.map(({ bucket, periods }) => [bucket, periods])).toEqual([
      ['2024-09', 2],
      ['2024-10', 2],
      ['2024-11', 1],
      ['2024-12', 0],
    ]);
    for (const { asOf, points } of forecasts) {
      const then = await ask({ ...question, asOf, knownAt: asOf });
      expect(points).toMatchObject(then.points);
    }
    // November as it is known by now, though what was foretold of December was made without what came late.
    expect(forecasts[1]?.points[0]).toMatchObject({ bucket: '2024-11', actual: '701.5', lateFacts: '50.5' });
    expect(forecasts[2]?.points[0]).toMatchObject({ bucket: '2024-12', lateFacts: '1000000000000.000001' });
    const over = forecasts.flatMap(({ points }) => points).filter(({ actual }) => (actual as unknown) !== null);
    for (const { error, lateFacts, model } of over)
      expect(readDecimal(lateFacts) + readDecimal(model)).toBe(readDecimal(error));
    expect(answer.body).toMatchObject({ periods: 5, unit: 'money' });
  });

  it.each([
    ['/v1/forecasts', { values: ['1'], save: true }, '400 invalid-request'],
    ['/v1/forecasts', { ...net, save: 'yes' }, '400 invalid-request'],
    ['/v1/forecasts/regrade', { question: net, from: '2024-01-01', to: '2024-12-31' }, '400 invalid-request'],
    [
      '/v1/forecasts/regrade',
      { question: { metric: 'no.such', grain: 'month' }, from: '2024-01-01', to: '2024-03-31' },
      '400 unknown-metric',
    ],
    [
      '/v1/forecasts/regrade',
      { question: { metric: 'orders', grain: 'month' }, from: '2024-01-02', to: '2024-01-31' },
      '400 invalid-request',
    ],
    [
      '/v1/forecasts/regrade',
      { question: { metric: 'orders', grain: 'day' }, from: '2024-01-01', to: '2024-12-31' },
      '400 invalid-request',
    ],
    [
      '/v1/forecasts/regrade',
      { question: { metric: 'orders', grain: 'day' }, from: '2024-12-31', to: '2024-01-01' },
      '400 invalid-request',
    ],
  ])('at %s say what is wrong with %j', async (path, body, problem) => {
    expect(await stage.problem('POST', path, body)).toBe(problem);
  });

  it('that are not there are not found', async () => {
    for (const path of ['/v1/forecasts/none', '/v1/forecasts/none/accuracy'])
      expect(await stage.problem('GET', path)).toBe('404 not-found');
  });
});
