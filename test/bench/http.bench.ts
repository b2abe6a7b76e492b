import autocannon from 'autocannon';
import { startServer } from './server-process.js';
import { print } from './report.js';

const CONNECTIONS = 64;
const SECONDS = 8;

/** Durable `POST /v1/sales` over 64 keep-alive connections, against a route of the same server that does nothing. */
export async function benchHttp(folder: string): Promise<void> {
  const server = await startServer(folder);
  const headers = { 'content-type': 'application/json' };
  for (let i = 0; i < 100; i++)
    await fetch(`${server.url}/v1/customers`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: `c${String(i)}` }),
    });
  let sales = 0;
  const setupRequest = (request: autocannon.Request): autocannon.Request => ({ ...request, body: sale(sales++) });
  const options = { connections: CONNECTIONS, duration: SECONDS };
  const posts = await autocannon({
    ...options,
    url: `${server.url}/v1/sales`,
    method: 'POST',
    headers,
    requests: [{ setupRequest }],
  });
  const nothing = await autocannon({ ...options, duration: 4, url: `${server.url}/healthz` });
  await server.stop();
  if (posts.non2xx > 0) throw new Error(`${String(posts.non2xx)} sales were refused`);
  const rate = posts.requests.total / posts.duration;
  print({
    what: 'POST /v1/sales, 64 connections',
    reached: rate,
    unit: 'requests/s',
    floor: nothing.requests.total / nothing.duration,
    target: '3,000 requests/s',
  });
  print({ what: 'POST /v1/sales, p99', reached: posts.latency.p99, unit: 'ms', target: 'none named' });
}

function sale(number: number): string {
  const lines = [{ product: 'tea', quantity: 3, unitPrice: '4.15' }];
  return JSON.stringify({
    id: `s${String(number)}`,
    customerId: `c${String(number % 100)}`,
    occurredAt: '2024-02-03T10:30:00Z',
    lines,
  });
}
