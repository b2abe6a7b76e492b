import { startServer } from './server-process.js';
import { percentile, print } from './report.js';

const PER_SECOND = 500;
const SECONDS = 6;

/** From the receipt of a sale to the figure that has it, at 500 sales a second. */
export async function benchLag(folder: string): Promise<void> {
  const { url, stop } = await startServer(folder);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/v1/customers`, { method: 'POST', headers, body: JSON.stringify({ id: 'lag' }) });
  const lags: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < PER_SECOND * SECONDS; i++) {
    const due = start + (i * 1000) / PER_SECOND;
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    pending.push(one(url, i, i % 10 === 0, lags));
  }
  await Promise.all(pending);
  await stop();
  print({
    what: `fact to figure at ${String(PER_SECOND)} facts/s, p99`,
    reached: percentile(lags, 0.99),
    unit: 'ms',
    target: 'below 100 ms',
  });
}

async function one(url: string, number: number, watched: boolean, lags: number[]): Promise<void> {
  const sale = {
    id: `lag-${String(number)}`,
    customerId: 'lag',
    occurredAt: '2024-02-03',
    lines: [{ product: 'x', quantity: 1, unitPrice: 1 }],
  };
  const response = await fetch(`${url}/v1/sales`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(sale),
  });
  const { position } = (await response.json()) as { position: string };
  if (!watched) return;
  const start = performance.now();
  await (await fetch(`${url}/v1/query?metrics=orders&position=${position}`)).text();
  lags.push(performance.now() - start);
}
