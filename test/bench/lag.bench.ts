import { startServer } from './server-process.js';
import { percentile, print } from './report.js';

const PER_SECOND = 500;
const SECONDS = 20;
/** Figures that are asked for in a second. */
const WATCHED = 50;
/** Seconds in which the program is still being compiled by what it does. */
const WARMING = 3;

/** From the receipt of a sale to the figure that has it, at 500 sales a second. */
export async function benchLag(folder: string): Promise<void> {
  const { url, stop, processorSeconds } = await startServer(folder);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${url}/v1/customers`, { method: 'POST', headers, body: JSON.stringify({ id: 'lag' }) });
  const lags: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  const before = processorSeconds();
  for (let i = 0; i < PER_SECOND * SECONDS; i++) {
    const due = start + (i * 1000) / PER_SECOND;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    pending.push(one(url, i, i % (PER_SECOND / WATCHED) === 0, lags));
  }
  await Promise.all(pending);
  const used = processorSeconds() - before;
  await stop();
  const [cold, warm] = [lags.slice(0, WARMING * WATCHED), lags.slice(WARMING * WATCHED)];
  const what = `fact to figure at ${String(PER_SECOND)} facts/s`;
  print({ what: `${what}, p50`, reached: percentile(warm, 0.5), unit: 'ms', target: 'below 100 ms' });
  print({ what: `${what}, p99`, reached: percentile(warm, 0.99), unit: 'ms', target: 'below 100 ms' });
  print({
    what: `${what}, processors in use`,
    reached: used / ((performance.now() - start) / 1000),
    unit: '',
    target: 'none',
  });
  const first = `${what}, p99 of the first ${String(WARMING)} s of a process`;
  print({ what: first, reached: percentile(cold, 0.99), unit: 'ms', target: 'none' });
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
