import { startServer } from './server-process.js';
import { percentile, print } from './report.js';

const ROUNDS = 200;

const QUESTIONS = [
  {
    what: 'as-of query, one dimension',
    target: 'p99 below 10 ms',
    question: { metrics: ['customers.active'], by: ['region'] },
  },
  {
    what: 'as-of revenue, one dimension',
    target: 'p99 below 10 ms',
    question: { metrics: ['revenue.net'], by: ['region'] },
  },
  {
    what: '24-month series',
    target: 'p99 below 50 ms',
    question: { metrics: ['revenue.net', 'customers.closing'], grain: 'month', from: '2023-01-01', to: '2024-12-31' },
  },
  {
    what: '24 months of distinct buyers',
    target: 'p99 below 50 ms',
    question: { metrics: ['customers.buyers'], grain: 'month', from: '2023-01-01', to: '2024-12-31' },
  },
  {
    what: 'three dimensions',
    target: 'p99 below 500 ms',
    question: { metrics: ['revenue.net'], by: ['region', 'product', 'salesperson'] },
  },
] as const;

/** As-of questions at a book loaded before; every answer is for another day, so that none repeats the one before. */
export async function benchQueries(folder: string): Promise<void> {
  const server = await startServer(folder);
  const nothing = await times(server.url, () => ({ metrics: ['orders'], from: '1900-01-01', to: '1900-01-01' }));
  for (const { what, target, question } of QUESTIONS) {
    const [first = NaN] = await times(server.url, (round) => ({ ...question, asOf: dayOf(round) }), 1);
    const samples = await times(server.url, (round) => ({ ...question, asOf: dayOf(round) }));
    print({
      what: `${what}, p99`,
      reached: percentile(samples, 0.99),
      unit: 'ms',
      floor: percentile(nothing, 0.99),
      target,
    });
    print({ what: `${what}, p50`, reached: percentile(samples, 0.5), unit: 'ms', target: 'none named' });
    print({ what: `${what}, the first after a start`, reached: first, unit: 'ms', target: 'none named' });
  }
  await server.stop();
}

async function times(url: string, question: (round: number) => object, rounds = ROUNDS): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const body = JSON.stringify(question(round));
    const start = performance.now();
    const response = await fetch(`${url}/v1/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const text = await response.text();
    samples.push(performance.now() - start);
    if (!response.ok) throw new Error(text);
  }
  return samples;
}

function dayOf(round: number): string {
  return new Date(Date.UTC(2024, 5, 1) + round * 86_400_000).toISOString().slice(0, 10);
}
