import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { demoBusiness } from '#demo/business.js';
import type { DemoFact } from '#demo/fact.js';
import { formatDay } from '#kernel/time/calendar.js';
import { send } from './bulk.bench.js';
import { percentile, print, secondsOf } from './report.js';
import { startServer } from './server-process.js';

const RULES = 1_000;
const PARTS = 20;
const PER_SECOND = 500;
const SECONDS = 20;
/** Seconds in which the program is still being compiled by what it does. */
const WARMING = 5;
/** How often the same facts are imported with and without rules: one time by itself says little. */
const IMPORTS = 3;

const DAY = 86_400_000;
const PRODUCTS = Array.from({ length: PARTS }, (_, i) => `product ${String(i + 1)}`);
const METRICS = ['orders', 'units', 'revenue.net', 'revenue.gross', 'revenue.tax'];
const WINDOWS = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'last-2-days',
  'last-7-days',
  'last-30-days',
  'last-90-days',
];

/** Rules on history, what many rules cost an import, and how long one fact takes to fire. */
export async function benchAlerts(folder: string, facts: number): Promise<void> {
  await benchBacktests(join(folder, 'backtests'), facts);
  await benchImports(folder, facts);
  await benchArrival(await mkdtemp(join(folder, 'arrival')));
}

/** Of the two years of the business the second, by rules of every kind. */
const YEAR = { from: '2024-01-01', to: '2024-12-30' };
const TEN = { product: Array.from({ length: 10 }, (_, i) => `product ${String(i + 1)}`) };
const net = { metric: 'revenue.net', by: 'product', where: TEN };
const TRIED: Readonly<Record<string, object>> = {
  'above in a day': { ...net, window: 'day', condition: { above: '1000' } },
  'above in a month, cleared': { ...net, window: 'month', condition: { above: '9000' }, clear: '5000' },
  'below in 30 days, for 3': { ...net, window: 'last-30-days', condition: { below: '4000' }, for: '3d' },
  'change of a week': {
    ...net,
    window: 'week',
    condition: { change: { against: 'previous-year', below: '-0.3' } },
  },
  anomaly: { ...net, window: 'day', condition: { anomaly: { sensitivity: 3 } } },
  'a stock': { metric: 'customers.total', by: 'tier', window: 'day', condition: { above: '100' } },
  'a ratio': { metric: 'order_value.mean', by: 'salesperson', window: 'week', condition: { below: '200' } },
  'distinct buyers': { metric: 'customers.buyers', by: 'region', window: 'week', condition: { below: '10' } },
};

/** Rules of every kind tried on a year of so many facts. */
export async function benchBacktests(folder: string, facts: number): Promise<void> {
  const { url, stop } = await startServer(folder);
  const { position } = await send(url, demoBusiness({ facts, seed: 7, isHistory: true }));
  await (await fetch(`${url}/v1/query?metrics=orders&position=${position}`)).text();
  for (const [name, said] of Object.entries(TRIED)) {
    const body = JSON.stringify({ rule: { title: name, ...said }, ...YEAR });
    const headers = { 'content-type': 'application/json' };
    let counts = '';
    const seconds = await secondsOf(async () => {
      const response = await fetch(`${url}/v1/alerts/backtest`, { method: 'POST', headers, body });
      const answer = (await response.json()) as { readonly counts?: object; readonly detail?: string };
      counts = JSON.stringify(answer.counts ?? answer.detail);
    });
    process.stdout.write(`${name}: ${counts}\n`);
    print({ what: `a back-test of a year, ${name}`, reached: seconds, unit: 's', target: 'below 10 s' });
  }
  await stop();
}

/** What is sold in the time up to now, the last of it today. */
function* sales(facts: number, id: string): Iterable<DemoFact> {
  const start = Date.now() - 90 * DAY;
  for (let i = 0; i < facts; i++) {
    const occurredAt = new Date(start + (i / facts) * (90 * DAY - 60_000)).toISOString();
    const lines = [{ product: PRODUCTS[i % PARTS], quantity: 1 + (i % 3), unitPrice: String(10 + (i % 7)) }];
    yield { type: 'RecordSale', data: { id: `${id}-${String(i)}`, occurredAt, region: `r${String(i % 5)}`, lines } };
  }
}

/** Rules of each metric and window that differ in their thresholds: few are reached, as rules are meant to be. */
async function defineRules(url: string): Promise<void> {
  const rules = Array.from({ length: RULES }, (_, i) => ({
    type: 'SetAlert',
    data: {
      id: `rule-${String(i)}`,
      title: `Rule ${String(i)}`,
      metric: METRICS[i % METRICS.length],
      by: 'product',
      where: { product: PRODUCTS },
      window: WINDOWS[Math.floor(i / METRICS.length) % WINDOWS.length],
      condition: { above: String(1_000_000_000 + i) },
      severity: 'info',
    },
  }));
  for (const { data } of rules) {
    const { id, ...rule } = data;
    const headers = { 'content-type': 'application/json' };
    const { status } = await fetch(`${url}/v1/alerts/${id}`, { method: 'PUT', headers, body: JSON.stringify(rule) });
    if (status !== 201) throw new Error(`a rule was answered ${String(status)}`);
  }
}

async function benchImports(folder: string, facts: number): Promise<void> {
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  for (let run = 0; run < IMPORTS; run++)
    for (const how of ['without', 'with'] as const) {
      const { url, stop } = await startServer(await mkdtemp(join(folder, 'import')));
      await send(url, sales(2_000, 'before'));
      if (how === 'with') await defineRules(url);
      times[how].push(
        await secondsOf(async () => {
          const { position } = await send(url, sales(facts, 'import'));
          await (await fetch(`${url}/v1/query?metrics=orders&position=${position}`)).text();
        }),
      );
      await stop();
    }
  const [free, watched] = [percentile(times.without, 0.5), percentile(times.with, 0.5)];
  process.stdout.write(`imports, s: ${JSON.stringify(times)}\n`);
  const what = `import beside ${String(RULES)} rules of ${String(PARTS)} parts`;
  print({ what, reached: facts / watched, unit: 'facts/s', floor: facts / free, target: 'ratio at least 0.95' });
}

/** From the moment a sale is sent until the firing that it causes is recorded, among others and many rules that watch them. */
async function benchArrival(folder: string): Promise<void> {
  const { url, stop } = await startServer(folder);
  await send(url, sales(2_000, 'before'));
  await defineRules(url);
  const headers = { 'content-type': 'application/json' };
  const rule = { title: 'Probe', metric: 'orders', by: 'channel', window: 'day', condition: { above: '0' } };
  await fetch(`${url}/v1/alerts/probe`, { method: 'PUT', headers, body: JSON.stringify(rule) });
  const sent = new Map<string, number>();
  const pending: Promise<unknown>[] = [];
  const start = performance.now();
  for (let i = 0; i < PER_SECOND * SECONDS; i++) {
    const early = start + (i * 1000) / PER_SECOND - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    // Not at the same place of each round of judging.
    const probes = i % 97 === 0 ? { channel: `probe-${String(i)}` } : {};
    if (probes.channel !== undefined) sent.set(probes.channel, Date.now());
    const lines = [{ product: PRODUCTS[i % PARTS], quantity: 1, unitPrice: '10' }];
    const body = JSON.stringify({ id: `s${String(i)}`, occurredAt: formatDay(today()), lines, ...probes });
    pending.push(fetch(`${url}/v1/sales`, { method: 'POST', headers, body }).then((response) => response.text()));
  }
  await Promise.all(pending);
  const fired = await firingsOf(url, sent.size);
  await stop();
  const waits = [...sent].map(([part, at]) => (fired.get(part) ?? Infinity) - at);
  const warm = waits.slice(Math.ceil((waits.length * WARMING) / SECONDS));
  const what = `arrival to AlertFired at ${String(PER_SECOND)} facts/s beside ${String(RULES)} rules of ${String(PARTS)} parts`;
  print({ what: `${what}, p50`, reached: percentile(warm, 0.5), unit: 'ms', target: 'none' });
  print({ what: `${what}, p99`, reached: percentile(warm, 0.99), unit: 'ms', target: 'below 1,000 ms' });
  print({ what: `${what}, most of all`, reached: Math.max(...waits), unit: 'ms', target: 'none' });
}

function today(): number {
  return Math.floor(Date.now() / DAY);
}

/** When each part fired, in milliseconds, as soon as so many have. */
async function firingsOf(url: string, count: number): Promise<ReadonlyMap<string, number>> {
  for (let tries = 0; tries < 300; tries++) {
    const answer = await (await fetch(`${url}/v1/alerts/probe/history?days=0&limit=1000`)).json();
    const { firings } = answer as { readonly firings: readonly { readonly part: string; readonly firedAt: string }[] };
    const probes = firings.filter(({ part }) => part.startsWith('probe-'));
    if (probes.length >= count) return new Map(probes.map(({ part, firedAt }) => [part, Date.parse(firedAt)]));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('not all that should have fired did');
}
