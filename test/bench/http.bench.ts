import autocannon from 'autocannon';
import { join } from 'node:path';
import { benchKeyCheck, firstKey } from './keys.bench.js';
import { perhapsEmmett } from './peers/emmett.js';
import { startProcess, startServer } from './server-process.js';
import { print, type Peer } from './report.js';

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
  const posts = await post(`${server.url}/v1/sales`);
  if (posts.non2xx > 0) throw new Error(`${String(posts.non2xx)} sales were refused`);
  const nothing = await autocannon({ connections: CONNECTIONS, duration: 4, url: `${server.url}/healthz` });
  await server.stop();
  const rate = rateOf(posts);
  print({
    what: 'POST /v1/sales, 64 connections',
    reached: rate,
    unit: 'requests/s',
    floor: rateOf(nothing),
    peers: await emmettPosts(join(folder, 'emmett.sqlite')),
    target: '5,000 requests/s, 10 times emmett',
  });
  const withKeys = await postsWithKey(folder);
  print({
    what: 'POST /v1/sales with a key, 64 connections',
    reached: withKeys,
    unit: 'requests/s',
    floor: rate,
    target: '0.95 of without',
  });
  benchKeyCheck();
  print({ what: 'POST /v1/sales, p99', reached: posts.latency.p99, unit: 'ms', target: 'none named' });
}

/** The same of a server that asks for keys, with other sales: what is done of it, a second. */
async function postsWithKey(folder: string): Promise<number> {
  const key = firstKey(folder);
  const server = await startServer(folder, { TALLY_AUTH: 'required' });
  const posts = await post(`${server.url}/v1/sales`, { authorization: `Bearer ${key}` }, 10_000_000);
  await server.stop();
  if (posts.non2xx > 0) throw new Error(`${String(posts.non2xx)} sales with a key were refused`);
  return rateOf(posts);
}

/** Sales over all connections for some seconds. @param from the number of the first */
function post(url: string, more: Readonly<Record<string, string>> = {}, from = 0): Promise<autocannon.Result> {
  let sales = from;
  const setupRequest = (request: autocannon.Request): autocannon.Request => ({ ...request, body: sale(sales++) });
  const headers = { 'content-type': 'application/json', ...more };
  const options = { connections: CONNECTIONS, duration: SECONDS, method: 'POST', headers } as const;
  return autocannon({ ...options, url, requests: [{ setupRequest }] });
}

async function emmettPosts(file: string): Promise<readonly Peer[]> {
  // Installed by this process, not by one that is waited for.
  if ((await perhapsEmmett(file)) === undefined) return [];
  const server = await startProcess('peers/emmett-server.js', [file]);
  const posts = await post(server.url);
  await server.stop();
  return [{ name: 'emmett', reached: rateOf(posts) }];
}

/** What was done of it, a second. */
function rateOf({ '2xx': done, duration }: autocannon.Result): number {
  return done / duration;
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
