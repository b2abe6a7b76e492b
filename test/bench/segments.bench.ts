import { setTimeout as passed } from 'node:timers/promises';
import { join } from 'node:path';
import { makeLog } from './figures/book.js';
import { countsOf, manyCustomers } from './many-customers.js';
import { percentile, print, secondsOf } from './report.js';
import { startServer, type ServerProcess } from './server-process.js';

/** As rules are said: about stages, amounts, times and counts, some of them together. */
const RULES = [
  'orders > 2',
  'revenue > money("100")',
  'stage == "at_risk"',
  'stage in ["at_risk", "churned"] && revenue > money("200")',
  'registered_days > 90',
  'last_purchase_days > 60',
  'tier == "high"',
  'orders_365 > 1',
  'revenue_365 >= money("50")',
  'overdue',
  'gap_median < 20.5',
  'interactions_90 > 0',
  'cohort == "2024-03"',
  'region == "north" || orders > 5',
  'first_purchase_days < 100 && orders == 1',
  '"mail" in consent && consent["mail"]',
  'stage == "new"',
  'tier != "low" && last_purchase_days > 30',
  'orders == 0 && registered_days > 30',
  'stage == "active" && revenue_365 > money("10")',
];
const SIZE = 'size?grain=month&from=2023-01-01&to=2024-12-31&asOf=2024-12-31';
const PER_SECOND = 500;
const SECONDS = 20;

/** Sizes of segments over two years by month, in a book with a customer for every three facts: the first of each, and while facts arrive. */
export async function benchSegments(folder: string, facts: number): Promise<void> {
  const { customers, sales } = countsOf(facts);
  await makeLog(join(folder, 'log.sqlite'), facts, manyCustomers(facts));
  const server = await startServer(folder);
  try {
    for (let orders = 0; orders < sales;) {
      await passed(500);
      const { totals } = await get<{ totals?: { orders?: number } }>(server, 'query?metrics=orders');
      orders = totals?.orders ?? 0;
    }
    for (const [i, rule] of RULES.entries()) await send(server, 'PUT', `segments/s${String(i)}`, { title: rule, rule });
    const one = await secondsOf(() => get(server, `segments/s0/${SIZE}`));
    const others = await secondsOf(async () => {
      for (const i of RULES.keys()) await get(server, `segments/s${String(i)}/${SIZE}`);
    });
    const all = `sizes of ${String(RULES.length)} segments of ${String(customers)} customers`;
    print({ what: `the first of the ${all}`, reached: one, unit: 's', target: 'under 10 s' });
    print({ what: all, reached: one + others, unit: 's', target: 'under 10 s' });
    const lags = await lagsOf(server, customers);
    const what = `fact to size at ${String(PER_SECOND)} facts/s`;
    for (const p of [0.5, 0.99])
      print({
        what: `${what}, p${String(100 * p)}`,
        reached: percentile(lags, p),
        unit: 'ms',
        target: 'below 1,000 ms',
      });
  } finally {
    await server.stop();
  }
}

/** Milliseconds from the receipt of a sale, one of each hundred, to a size that has it. */
async function lagsOf(server: ServerProcess, customers: number): Promise<readonly number[]> {
  const lags: number[] = [];
  const pending: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < PER_SECOND * SECONDS; i++) {
    const early = start + (i * 1000) / PER_SECOND - performance.now();
    if (early > 0) await passed(early);
    pending.push(
      sold(server, i, customers).then(async (position) => {
        if (i % 100 > 0) return;
        const began = performance.now();
        await get(server, `segments/s${String((i / 100) % RULES.length)}/${SIZE}&position=${position}`);
        lags.push(performance.now() - began);
      }),
    );
  }
  await Promise.all(pending);
  return lags;
}

async function sold(server: ServerProcess, i: number, customers: number): Promise<string> {
  const lines = [{ product: 'x', quantity: 1, unitPrice: 1 }];
  const customerId = `c${String((i * 7_919) % customers)}`;
  const sale = { id: `lag-${String(i)}`, customerId, occurredAt: '2024-12-30', lines };
  return (await send<{ readonly position: string }>(server, 'POST', 'sales', sale)).position;
}

function get<Answer>(server: ServerProcess, path: string): Promise<Answer> {
  return send(server, 'GET', path);
}

async function send<Answer>(server: ServerProcess, method: string, path: string, body?: object): Promise<Answer> {
  const sent = body !== undefined && {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(`${server.url}/v1/${path}`, { method, ...sent });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}
