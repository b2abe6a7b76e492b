import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tallybook, type Stage as Told } from '#client/index.js';
import type { Document } from './description.js';
import { sale, Stage } from './stage.js';

interface Staged {
  readonly stages: readonly string[];
  readonly ask: RequestInit & { readonly path: string };
}

interface Message {
  readonly event: string;
  readonly data: unknown;
}

const FORECAST = { metric: 'orders', grain: 'month', horizon: 3, asOf: '2024-03-31' };
const LAST = '2024-03-31';

/** What work there is has stages is read from the API description; that they are told as they begin, and the answer then. */
describe('work that is followed', () => {
  let stage: Stage;
  let staged: readonly Staged[];
  beforeAll(async () => {
    stage = (await Stage.open()).at('2024-04-01T09:00:00Z');
    const customers = Array.from({ length: 40 }, (_, i) => `c${String(i)}`);
    await stage.bulk(
      customers.flatMap((id, i) => [
        { type: 'RegisterCustomer', data: { id, registeredAt: '2023-01-01' } },
        ...[0, 1, 2]
          .filter((n) => (i + n) % 3 > 0)
          .map((n) => {
            const day = `2024-0${String(n + 1)}-${String(10 + (i % 15))}`;
            return { type: 'RecordSale', data: sale(`${id}-${String(n)}`, id, day, String(3 + i)) };
          }),
      ]),
    );
    staged = await stagedOf(stage);
  });
  afterAll(() => stage.close());

  const events = async ({ path, ...init }: Staged['ask']): Promise<readonly Message[]> => {
    const headers = { ...(init.headers as Record<string, string>), accept: 'text/event-stream' };
    const response = await fetch(stage.url + path, { ...init, headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    return messagesIn(await response.text());
  };

  it('is what fits models, and forecasts', () => {
    expect(staged.map(({ ask }) => ask.path.split('?')[0]).sort()).toEqual(
      ['baskets', 'churn-risk', 'clusters', 'clv', 'forecasts', 'survival'].map((name) => `/v1/${name}`),
    );
  });

  it('tells each stage as it begins, in order, and then what is answered without', async () => {
    for (const { stages, ask } of staged) {
      const { path, ...init } = ask;
      const all = ['waiting', ...stages];
      const plain = await fetch(stage.url + path, init);
      expect(await events(ask)).toEqual([
        ...all.map((name, i) => ({ event: 'progress', data: { stage: name, number: i + 1, of: all.length } })),
        { event: 'answer', data: await plain.json() },
      ]);
    }
  });

  it('is refused as any other before it begins, and in its stream after that', async () => {
    const asked = async (path: string) => {
      const response = await fetch(stage.url + path, { headers: { accept: 'text/event-stream' } });
      return { path, status: response.status, type: response.headers.get('content-type'), text: await response.text() };
    };
    const type = 'application/problem+json; charset=utf-8';
    for (const [path, status] of [
      ['/v1/clv?horizon=0', 400],
      ['/v1/clv?asOf=2024-13-01', 400],
      ['/v1/clusters?k=auto&replay=nothing-of-the-kind', 404],
    ] as const)
      expect(await asked(path)).toMatchObject({ path, status, type });
    // Only in the work itself it shows that it cannot be done.
    const begun = await asked(`/v1/clv?calibration=2030-01-01&asOf=${LAST}`);
    expect(begun).toMatchObject({ status: 200, type: 'text/event-stream' });
    const problem = expect.objectContaining({ status: 400, code: 'invalid-request' });
    expect(messagesIn(begun.text).at(-1)).toEqual({ event: 'problem', data: problem });
  });

  it('is answered as everywhere to who wants no stages, and as a file to who wants one', async () => {
    const typeOf = async (query: string, accept?: string) => {
      const headers = accept === undefined ? {} : { accept };
      const response = await fetch(`${stage.url}/v1/clv?asOf=${LAST}${query}`, { headers });
      await response.arrayBuffer();
      return response.headers.get('content-type');
    };
    expect(await typeOf('')).toBe('application/json; charset=utf-8');
    expect(await typeOf('', '*/*')).toBe('application/json; charset=utf-8');
    expect(await typeOf('', 'application/json, text/event-stream;q=0.5')).toBe('application/json; charset=utf-8');
    expect(await typeOf('&format=csv', 'text/event-stream')).toContain('text/csv');
  });

  it('is followed by the client', async () => {
    const client = tallybook(stage.url);
    const told: Told[] = [];
    const query = { asOf: LAST, unit: 'week' } as const;
    const answer = await client.listCustomerValues(query, { onStage: (one) => told.push(one) });
    expect(answer).toEqual(await client.listCustomerValues(query));
    expect(told.map((one) => one.stage)).toEqual(['waiting', 'facts', 'fitting', 'estimating']);
    told.length = 0;
    const values = { values: ['3', '4', '5', '6', '7'], season: 1, horizon: 2 };
    await client.forecastFigures(values, { onStage: (one) => told.push(one) });
    expect(told.map((one) => one.stage)).toEqual(['waiting', 'foretelling']);
    const refused = client.listCustomerValues({ asOf: LAST, calibration: '2030-01-01' }, { onStage: () => undefined });
    await expect(refused).rejects.toMatchObject({ status: 400, code: 'invalid-request' });
  });
});

/** Every operation whose work has stages, as its example asks it. */
async function stagedOf(stage: Stage): Promise<readonly Staged[]> {
  const { paths } = (await stage.send('GET', '/openapi.json')).body as unknown as Document;
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const stages = operation['x-stages'];
      if (stages === undefined) return [];
      if (method === 'get')
        return [
          {
            stages,
            ask: { path: `${path}?asOf=${LAST}&position=${stage.position}${path === '/v1/clusters' ? '&k=auto' : ''}` },
          },
        ];
      const headers = { 'content-type': 'application/json' };
      return [{ stages, ask: { path, method, headers, body: JSON.stringify(FORECAST) } }];
    }),
  );
}

function messagesIn(text: string): readonly Message[] {
  return text
    .split('\n\n')
    .filter((one) => one !== '')
    .map((one) => {
      const [, event = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(one) ?? [];
      return { event, data: JSON.parse(data) as unknown };
    });
}
