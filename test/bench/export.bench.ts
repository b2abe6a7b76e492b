import { request } from 'node:http';
import { once } from 'node:events';
import { print, percentile } from './report.js';
import { startServer, type ServerProcess } from './server-process.js';

const FORMATS = ['csv', 'parquet', 'xlsx'];
/** What is behind the book's orders; a book of as many facts has two thirds of them as sales. */
const RECORDS = '/v1/records?metric=orders&from=2000-01-01';
const QUESTION = '/v1/query?metrics=orders,revenue.net&by=region,salesperson,product&grain=day&from=2023-01-01';
/** Milliseconds that memory is given to come back. */
const SETTLE = 5_000;

/** Files of all that is behind a figure and of a long answer, with questions about the server's life meanwhile, and one that nobody reads to its end. */
export async function benchExport(folder: string): Promise<void> {
  const server = await startServer(folder);
  for (const [what, path] of [
    ['records behind orders', RECORDS],
    ['an answer by day and three dimensions', QUESTION],
  ] as const)
    for (const format of FORMATS) await benchFile(server, `${what} as ${format}`, `${path}&format=${format}`);
  await benchLeft(server);
  await server.stop();
}

async function benchFile(server: ServerProcess, what: string, path: string): Promise<void> {
  const waits: number[] = [];
  const memory: number[] = [];
  let goesOn = true;
  const watching = watch(server, () => goesOn, waits, memory);
  const start = performance.now();
  const response = await fetch(server.url + path);
  let bytes = 0;
  if (response.body !== null) for await (const piece of response.body) bytes += (piece as Uint8Array).length;
  const seconds = (performance.now() - start) / 1_000;
  goesOn = false;
  await watching;
  const { status } = response;
  print({
    what: `${what}, ${(bytes / 1e6).toFixed(1)} MB, status ${String(status)}`,
    reached: seconds,
    unit: 's',
    target: 'none named',
  });
  print({
    what: `${what}: memory of the server, most`,
    reached: Math.max(...memory),
    unit: 'MB',
    target: 'below 600 MB',
  });
  print({
    what: `${what}: /healthz meanwhile, p99`,
    reached: percentile(waits, 0.99),
    unit: 'ms',
    target: 'below 50 ms',
  });
}

async function watch(server: ServerProcess, goesOn: () => boolean, waits: number[], memory: number[]): Promise<void> {
  while (goesOn()) {
    const start = performance.now();
    await (await fetch(`${server.url}/healthz`)).text();
    waits.push(performance.now() - start);
    memory.push(server.memory());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Ten clients that read the first bytes and go. */
async function benchLeft(server: ServerProcess): Promise<void> {
  const before = server.memory();
  await Promise.all(Array.from({ length: 10 }, () => beginAndLeave(server.url + RECORDS)));
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const more = server.memory() - before;
  print({
    what: 'memory more after ten files that nobody read to their end',
    reached: more,
    unit: 'MB',
    target: 'none',
  });
}

async function beginAndLeave(url: string): Promise<void> {
  const asking = request(`${url}&format=csv`).end();
  const [response] = (await once(asking, 'response')) as [AsyncIterable<Buffer> & { destroy(): void }];
  for await (const _ of response) break;
  response.destroy();
}
