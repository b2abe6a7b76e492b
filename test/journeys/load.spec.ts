import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { until } from '../processes/until.js';
import { Stage } from './stage.js';

/** All figures of half a year by day: seconds of work, whatever the book. */
const HEAVY = '/v1/figures?grain=day&from=2024-01-01&to=2024-06-30';
const SMALL = '/v1/query?metrics=orders';
/** As many as the heavy lane holds at most: three that are worked on, 32 that wait. */
const HEAVY_LANE = 3 + 32;
const LEAVING = 20;
const WAITING = 'tally_questions_waiting_heavy';
/** Facts of an import that rests several times. */
const SALES = 2_000;
const ASKERS = 12;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open({}, {}, '2026-01-01T00:00:00Z');
  await stage.bulk([...demoBusiness({ facts: 1_500, seed: 7 })]);
  await stage.get(SMALL);
});
afterAll(() => stage.close());

describe('dear questions', () => {
  it('access, contract test 7: are overtaken by small ones, and answered in full', async () => {
    const order: string[] = [];
    const ask = async (name: string, path: string) => {
      // On a machine where those before it take over half a minute, it is told to ask again.
      let answer = await stage.send('GET', path);
      while (answer.status === 503) answer = await stage.send('GET', path);
      order.push(name);
      return { status: answer.status, body: answer.body };
    };
    const heavy = ['a', 'b', 'c'].map((name) => ask(name, HEAVY));
    await until(async () => (await questions(stage, WAITING)) > 0);
    expect((await ask('small', SMALL)).status).toBe(200);
    const [first, ...others] = await Promise.all(heavy);
    expect(order.indexOf('small')).toBeLessThan(order.length - 1);
    const rows = (first?.body['figures'] as Record<string, object[]>)[''];
    expect([first?.status, rows?.length]).toEqual([200, 182]);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each([HEAVY, '/v1/clusters'])(
    'access, contract test 8: are given up when their clients leave, also the one that is worked on: %s',
    async (path) => {
      const left = 'tally_questions_total{lane="heavy",outcome="left"}';
      const before = await questions(stage, left);
      const clients = new AbortController();
      const asked = Array.from({ length: LEAVING }, () =>
        fetch(stage.url + path, { signal: clients.signal }).then(
          ({ status }) => status,
          () => 'left',
        ),
      );
      await until(async () => (await questions(stage, WAITING)) > 0);
      clients.abort();
      expect(new Set(await Promise.all(asked))).toEqual(new Set(['left']));
      await until(async () => (await questions(stage, left)) === before + LEAVING);
      expect(await questions(stage, WAITING)).toBe(0);
      // The threads that worked for them work for others again.
      expect((await stage.send('GET', '/v1/figures?grain=quarter')).status).toBe(200);
    },
  );

  it('are refused beyond what may wait, with when to ask again', async () => {
    const clients = new AbortController();
    const refused: (readonly [number, unknown, string | null])[] = [];
    const asked = Array.from({ length: HEAVY_LANE + 5 }, async () => {
      const response = await fetch(stage.url + HEAVY, { signal: clients.signal });
      const { code } = (await response.json()) as { readonly code?: string };
      refused.push([response.status, code, response.headers.get('retry-after')]);
    });
    await until(() => refused.length >= 5);
    expect(refused.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [503, 'overloaded', '2']));
    expect((await stage.send('GET', SMALL)).status).toBe(200);
    clients.abort();
    await Promise.allSettled(asked);
    await until(async () => (await questions(stage, WAITING)) === 0);
  });

  it('access, contract test 6: are refused where the answer would be too large, saying what to narrow', async () => {
    const path = '/v1/query?metrics=revenue.net&by=region,salesperson,product&grain=day&from=1980-01-01&to=2025-12-31';
    const { status, body } = await stage.send('GET', path);
    expect([status, body['code']]).toEqual([422, 'answer-too-large']);
    expect(body['detail']).toContain('a shorter span or a coarser grain');
  });

  it('hold up no stop', async () => {
    const asked = Array.from({ length: 4 }, () => stage.problem('GET', HEAVY));
    await until(async () => (await questions(stage, WAITING)) > 0);
    await stage.stop();
    expect(await Promise.all(asked)).toEqual(Array.from({ length: 4 }, () => '503 overloaded'));
    await stage.start();
  });
});

describe('an import beside questions', () => {
  it('gives way to them, and ends: all of both is right', async () => {
    const sales = Array.from({ length: SALES }, (_, i) => {
      const lines = [{ product: 'tea', quantity: 2, unitPrice: '1.50' }];
      return {
        type: 'RecordSale',
        data: { id: `imported-${String(i)}`, occurredAt: '2025-03-01', region: 'imported', lines },
      };
    });
    let isDone = false;
    const importing = stage.bulk(sales).finally(() => (isDone = true));
    // More than are worked on at a time: some wait until it has ended.
    const asking = Array.from({ length: ASKERS }, async () => {
      const answers: Figures[] = [];
      while (!isDone) answers.push(await imported());
      return answers;
    });
    await importing;
    for (const answers of await Promise.all(asking)) {
      // Each is of one state, none of an earlier one than the answer before.
      expect(answers.map(({ net }) => net)).toEqual(answers.map(({ orders }) => String(3 * orders)));
      const orders = answers.map((answer) => answer.orders);
      expect(orders).toEqual(orders.toSorted((a, b) => a - b));
    }
    expect(await imported(stage.position)).toEqual({ orders: SALES, net: String(3 * SALES) });
  });
});

interface Figures {
  readonly orders: number;
  readonly net: string;
}

async function imported(position?: string): Promise<Figures> {
  const about = { metrics: ['orders', 'revenue.net'], where: { region: ['imported'] } };
  const question = { ...about, ...(position !== undefined && { position }) };
  const { status, body } = await stage.send('POST', '/v1/query', question);
  expect(status).toBe(200);
  const { orders, 'revenue.net': net } = body['totals'] as { readonly orders: number; readonly 'revenue.net': string };
  return { orders, net };
}

/** One of the measures of questions; 0 where it was never counted. */
async function questions({ url }: Stage, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? 0);
}
