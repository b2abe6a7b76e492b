import { join } from 'node:path';
import { makeLog } from './figures/book.js';
import { percentile, print, secondsOf } from './report.js';
import { startServer, type ServerProcess } from './server-process.js';
import { countsOf, manyCustomers } from './many-customers.js';

const AS_OF = '2024-12-31';
const FORECAST = { metric: 'revenue.net', by: 'category', grain: 'month', horizon: 12, asOf: AS_OF };
/** What is worked out of all customers, all sales, or some series. */
const QUESTIONS: readonly (readonly [what: string, path: string, body?: object])[] = [
  ['customer value', `/v1/clv?asOf=${AS_OF}`],
  ['risk of churn', `/v1/churn-risk?asOf=${AS_OF}`],
  ['groups of customers', `/v1/clusters?asOf=${AS_OF}`],
  ['what is bought together', `/v1/baskets?asOf=${AS_OF}&minSupport=0.0001`],
  ['how long customers stay', `/v1/survival?asOf=${AS_OF}`],
  ['20 series foretold', '/v1/forecasts', FORECAST],
];
const LIGHT = '/v1/query?metrics=revenue.net&by=channel&asOf=';
const LIGHT_QUESTIONS = 300;
/** Milliseconds after which an asker leaves, some of them in the middle of each kind of work. */
const LEAVES = [200, 500, 1_000, 2_000] as const;
/** A small question of the lane that dear ones take, which has one thread: it is answered when that has ended what was before. */
const NEXT = `/v1/clusters?asOf=1900-01-01&k=2`;

/** What is mined of a book with a customer for every three facts, over HTTP. */
export async function benchMinedBook(folder: string, facts: number): Promise<void> {
  const { customers, sales } = countsOf(facts);
  const loading = await secondsOf(() => makeLog(join(folder, 'log.sqlite'), facts, manyCustomers(facts)));
  process.stdout.write(
    `${String(sales)} sales of ${String(customers)} customers, recorded in ${loading.toFixed(0)} s\n`,
  );
  const server = await startServer(folder);
  try {
    await untilCovered(server, sales);
    await seconds(server, QUESTIONS[4]?.[1] ?? '');
    const alone = await light(server, () => false);
    for (const [what, path, body] of QUESTIONS) await mined(server, what, path, alone, body);
    for (const [what, path, body] of QUESTIONS) await dropped(server, what, path, body);
    print({ what: 'memory of the server, most', reached: server.mostMemory(), unit: 'MB', target: 'none named' });
  } finally {
    await server.stop();
  }
}

/** How long one takes, by itself and while light questions are asked, and what those wait. */
async function mined(
  server: ServerProcess,
  what: string,
  path: string,
  alone: readonly number[],
  body?: object,
): Promise<void> {
  const reached = await seconds(server, path, body);
  print({ what: `${what}, over HTTP`, reached, unit: 's', target: 'under 5 s' });
  let isDone = false;
  const asked = seconds(server, path, body).finally(() => (isDone = true));
  const beside = await light(server, () => isDone);
  await asked;
  print({
    what: `a light question beside ${what}, p99`,
    reached: percentile(beside, 0.99),
    unit: 'ms',
    peers: [{ name: 'alone', reached: percentile(alone, 0.99) }],
    target: 'none named',
  });
}

/** From when an asker leaves to when the thread that worked for it has answered the next. */
async function dropped(server: ServerProcess, what: string, path: string, body?: object): Promise<void> {
  const next = await seconds(server, NEXT);
  let longest = 0;
  for (const after of LEAVES) {
    await seconds(server, path, body, AbortSignal.timeout(after)).catch(() => undefined);
    longest = Math.max(longest, (await seconds(server, NEXT)) - next);
  }
  print({ what: `${what}, longest from drop to stop`, reached: 1_000 * longest, unit: 'ms', target: 'within 200 ms' });
}

/** Milliseconds of light questions one after another, each for another day. */
async function light(server: ServerProcess, isDone: () => boolean): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let i = 0; i < LIGHT_QUESTIONS && !isDone(); i++) {
    const day = new Date(Date.UTC(2024, 1, 1 + (i % 300))).toISOString().slice(0, 10);
    waits.push(1_000 * (await seconds(server, LIGHT + day)));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return waits;
}

function seconds(server: ServerProcess, path: string, body?: object, signal?: AbortSignal): Promise<number> {
  const sent = body !== undefined && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return secondsOf(async () => {
    const response = await fetch(server.url + path, { ...sent, ...(signal !== undefined && { signal }) });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
  });
}

/** Until all facts are in the read models. */
async function untilCovered(server: ServerProcess, sales: number): Promise<void> {
  const projecting = await secondsOf(async () => {
    for (let orders = 0; orders < sales;) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const response = await fetch(`${server.url}/v1/query?metrics=orders`);
      const answer = (await response.json()) as { readonly totals?: { readonly orders?: number } };
      orders = answer.totals?.orders ?? 0;
    }
  });
  process.stdout.write(`in the read models after ${projecting.toFixed(0)} s\n`);
}
