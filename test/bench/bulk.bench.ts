import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { demoBusiness } from '#demo/business.js';
import type { DemoFact } from '#demo/fact.js';
import { firstQuestions } from './query.bench.js';
import { startServer, type ServerProcess } from './server-process.js';
import { percentile, print } from './report.js';

/** Bulk import of a generated business until it is visible in queries, with questions asked meanwhile. */
export async function benchBulk(folder: string, facts: number): Promise<void> {
  const server = await startServer(folder);
  const waits: number[] = [];
  const memory: number[] = [];
  let importing = true;
  const asking = askMeanwhile(server, () => importing, waits, memory);
  const start = performance.now();
  const { position, accepted } = await send(server.url, demoBusiness({ facts, seed: 7 }));
  await fetch(`${server.url}/v1/query?metrics=orders&from=2024-01-01&to=2024-01-01&position=${position}`);
  const seconds = (performance.now() - start) / 1000;
  importing = false;
  await asking;
  await firstQuestions(server.url, 'an import');
  await server.stop();
  print({
    what: `bulk import of ${String(accepted)} facts until visible`,
    reached: accepted / seconds,
    unit: 'facts/s',
    target: '15,000 facts/s',
  });
  print({ what: 'HTTP answers meanwhile, p99', reached: percentile(waits, 0.99), unit: 'ms', target: 'below 50 ms' });
  print({ what: 'memory of the server, most', reached: Math.max(...memory), unit: 'MB', target: 'below 600 MB' });
}

async function askMeanwhile(
  server: ServerProcess,
  goesOn: () => boolean,
  waits: number[],
  memory: number[],
): Promise<void> {
  while (goesOn()) {
    const start = performance.now();
    await (await fetch(`${server.url}/v1/metrics`)).text();
    waits.push(performance.now() - start);
    memory.push(server.memory());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Sends facts as one bulk request. */
export async function send(
  url: string,
  facts: Iterable<DemoFact>,
): Promise<{ readonly position: string; readonly accepted: number }> {
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { 'content-type': 'application/x-ndjson' };
    const posting = request(`${url}/v1/bulk`, { method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve(text));
    });
    pipeline(Readable.from(texts(facts)), posting).catch(reject);
  });
  return JSON.parse(body) as { position: string; accepted: number };
}

function* texts(facts: Iterable<DemoFact>): Iterable<string> {
  let piece = '';
  for (const fact of facts) {
    piece += `${JSON.stringify(fact)}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
