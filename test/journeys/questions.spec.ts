import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sale, Stage } from './stage.js';

const PATH = '/v1/questions/weekly';
const SAVED = {
  title: 'Orders by region',
  question: { metrics: ['orders'], by: ['region'], grain: 'month', from: '2024-01-01' },
  chart: { kind: 'bar' },
};

interface Told {
  readonly status: number;
  readonly etag: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('a saved question', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open({}, {}, '2024-03-01T10:00:00Z');
  });
  afterAll(() => stage.close());

  async function send(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Told> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = {
      method,
      headers: { ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const response = await fetch(stage.url + path, init);
    const answer = (await response.json()) as Told['body'];
    if (response.status < 300 && method !== 'GET') stage.position = String(answer['position']);
    return { status: response.status, etag: response.headers.get('etag'), body: answer };
  }
  const put = (body: object, headers: Record<string, string> = {}) => send('PUT', PATH, body, headers);

  it('is new, then changed, then the same, each with its version', async () => {
    const first = await put(SAVED);
    expect(first).toEqual({ status: 201, etag: '"1"', body: { id: 'weekly', version: 1, position: stage.position } });
    expect(await put(SAVED)).toEqual({ ...first, status: 200 });
    stage.at('2024-03-05T10:00:00Z');
    const changed = await put({ ...SAVED, title: 'Orders', actor: 'jo' });
    expect([changed.status, changed.etag, changed.body['version']]).toEqual([200, '"2"', 2]);
    const { body, etag } = await send('GET', `${PATH}?position=${stage.position}`);
    expect([body, etag]).toEqual([
      {
        ...SAVED,
        title: 'Orders',
        id: 'weekly',
        version: 2,
        position: stage.position,
        recordedAt: stage.now.toISOString(),
      },
      '"2"',
    ]);
  });

  it('is shown as it was known', async () => {
    for (const [clocks, title] of [
      ['knownAt=2024-03-04', SAVED.title],
      ['knownAt=2024-03-05T09:59:59Z', SAVED.title],
      ['knownAt=2024-03-05', 'Orders'],
      ['asOf=2024-03-02', SAVED.title],
    ] as const)
      expect([clocks, (await stage.get(`${PATH}?${clocks}`))['title']]).toEqual([clocks, title]);
    expect(await stage.problem('GET', `${PATH}?knownAt=2024-02-28`)).toBe('404 not-found');
    expect((await stage.get('/v1/questions?knownAt=2024-02-28'))['questions']).toEqual([]);
  });

  it('is changed only from the version that was seen, where one is named', async () => {
    const stale = await put({ ...SAVED, title: 'Lost' }, { 'if-match': '"1"' });
    expect([stale.status, stale.body['code'], stale.body['version']]).toEqual([412, 'version-mismatch', 2]);
    expect((await put(SAVED, { 'if-none-match': '*' })).status).toBe(412);
    for (const wrong of ['"x"', '"1", "2"', '-1'])
      expect([wrong, (await put(SAVED, { 'if-match': wrong })).status]).toEqual([wrong, 400]);
    const both = await Promise.all(['Mine', 'Yours'].map((title) => put({ ...SAVED, title }, { 'if-match': '"2"' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await put({ ...SAVED, title: 'Any' }, { 'if-match': '*' })).body['version']).toBe(4);
    expect((await send('PUT', '/v1/questions/none', SAVED, { 'if-match': '*' })).status).toBe(412);
  });

  it('says which part of it has no meaning', async () => {
    const wrong = async (question: object) => {
      const { status, body } = await put({ ...SAVED, question: { ...SAVED.question, ...question } });
      const [{ field } = { field: '' }] = body['errors'] as { field: string }[];
      return [status, body['code'], field];
    };
    expect(await wrong({ metrics: ['nonsense'] })).toEqual([400, 'unknown-metric', 'question.metrics']);
    expect(await wrong({ by: ['colour'] })).toEqual([400, 'unknown-dimension', 'question.by']);
    expect(await wrong({ where: { colour: ['red'] } })).toEqual([400, 'unknown-dimension', 'question.where.colour']);
    expect(await wrong({ to: '2023-01-01' })).toEqual([400, 'invalid-request', 'question.to']);
    expect(await wrong({ grain: 'decade' })).toEqual([400, 'invalid-request', 'question.grain']);
    expect(await wrong({ colour: 'red' })).toEqual([400, 'invalid-request', 'question.colour']);
    expect((await put({ ...SAVED, chart: { kind: 'pyramid' } })).status).toBe(400);
    const undrawn = await put({ ...SAVED, chart: { kind: 'line', metrics: ['revenue.net'] } });
    expect(undrawn.body['errors']).toMatchObject([{ field: 'chart.metrics[0]' }]);
    expect((await put({ ...SAVED, id: 'other' })).status).toBe(400);
  });

  it('is answered as its question would be, with what is asked in place of its parts', async () => {
    await stage.record('/v1/sales', sale('s1', undefined, '2024-02-10', '5'));
    await stage.record('/v1/sales', sale('s2', undefined, '2024-03-04', '7'));
    const rest = async (path: string) => {
      const { rows, totals, meta } = await stage.get(path);
      const { asOf, knownAt, period } = meta as Told['body'];
      return { rows: (rows as unknown[]).length, totals, asOf, knownAt, period };
    };
    const asked = await stage.query(SAVED.question);
    expect(await stage.get(`${PATH}/answer`)).toEqual(asked);
    expect(await rest(`${PATH}/answer?asOf=2024-02-29`)).toMatchObject({ totals: { orders: 1 }, asOf: '2024-02-29' });
    expect(await rest(`${PATH}/answer?knownAt=2024-03-01`)).toMatchObject({ totals: { orders: 0 } });
    expect(await rest(`${PATH}/answer?period=last-month`)).toMatchObject({
      totals: { orders: 1 },
      period: 'last-month',
    });
    expect(await rest(`${PATH}/answer?from=2024-03-01&to=2024-03-31`)).toMatchObject({ totals: { orders: 1 } });
    const csv = await fetch(`${stage.url}${PATH}/answer?format=csv&from=2024-02-01&to=2024-02-29`);
    expect([csv.headers.get('content-type'), (await csv.text()).split('\r\n')[0]]).toEqual([
      'text/csv; charset=utf-8',
      'month,region,orders',
    ]);
    expect(await stage.problem('GET', '/v1/questions/never/answer')).toBe('404 not-found');
    expect(await stage.problem('GET', `${PATH}/answer?period=next-year`)).toBe('400 invalid-request');
    expect(await stage.problem('GET', `${PATH}/answer?period=last-month&from=2024-01-01`)).toBe('400 invalid-request');
  });

  it('is retired, keeps its history, and goes on counting', async () => {
    stage.at('2024-03-10T10:00:00Z');
    expect((await send('DELETE', PATH, undefined, { 'if-match': '"1"' })).status).toBe(412);
    const gone = await send('DELETE', PATH);
    expect([gone.status, gone.body]).toEqual([200, { id: 'weekly', version: 5, position: stage.position }]);
    expect(await stage.problem('GET', `${PATH}?position=${stage.position}`)).toBe('404 not-found');
    expect(await stage.problem('DELETE', PATH)).toBe('404 not-found');
    expect(await stage.problem('DELETE', '/v1/questions/never')).toBe('404 not-found');
    expect((await stage.get('/v1/questions'))['questions']).toEqual([]);
    expect((await stage.get(`${PATH}?knownAt=2024-03-09`))['version']).toBe(4);
    const again = await put(SAVED);
    expect([again.status, again.body['version']]).toEqual([201, 6]);
    const { versions, next } = await stage.get(`${PATH}/versions`);
    const told = (versions as Told['body'][]).map(({ version, retired, actor }) => [version, retired, actor]);
    expect([told, next]).toEqual([
      [
        [1, false, undefined],
        [2, false, 'jo'],
        [3, false, undefined],
        [4, false, undefined],
        [5, true, undefined],
        [6, false, undefined],
      ],
      null,
    ]);
    expect(await stage.problem('GET', '/v1/questions/never/versions')).toBe('404 not-found');
  });

  it('is in lists and in pages of versions, and is recorded in bulk like any fact', async () => {
    const line = (id: string, more: object = {}) => ({ type: 'SetQuestion', data: { id, ...SAVED, ...more } });
    await stage.bulk([line('a'), line('b'), line('b', { title: 'Other', ifMatch: 1 })]);
    const page = await stage.get('/v1/questions?limit=2');
    const idsOf = ({ questions }: Told['body']) =>
      (questions as Told['body'][]).map(({ id, version }) => [id, version]);
    expect(idsOf(page)).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(idsOf(await stage.get(`/v1/questions?limit=2&cursor=${String(page['next'])}`))).toEqual([['weekly', 6]]);
    const first = await stage.get(`${PATH}/versions?limit=4`);
    const rest = await stage.get(`${PATH}/versions?limit=4&cursor=${String(first['next'])}`);
    expect([(first['versions'] as unknown[]).length, (rest['versions'] as unknown[]).length]).toEqual([4, 2]);
  });

  it('is the same after a rebuild', async () => {
    const before = [await stage.get(PATH), await stage.get('/v1/questions'), await stage.get(`${PATH}/versions`)];
    await stage.stop();
    await stage.start();
    const after = [await stage.get(PATH), await stage.get('/v1/questions'), await stage.get(`${PATH}/versions`)];
    expect(after).toEqual(before);
  });
});
