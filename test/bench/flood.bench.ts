import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile, print } from './report.js';
import { startServer } from './server-process.js';

const FACTS = 1_000;
/** Milliseconds from one fact to the next: an emitter at its usual pace. */
const PACE = 20;
const FLOODS = 16;
const SALES = 20_000;
const DAY = 86_400_000;
const QUESTION = JSON.stringify({ metrics: ['revenue.net', 'orders'], by: ['product'], grain: 'day' });

type Send = (path: string, body: string, type?: string) => Promise<Response>;

/** How long facts of one key take while another one asks as fast as it can, and is refused; the floor is without that. */
export async function benchFlood(folder: string): Promise<void> {
  const [emitter, analyst] = [keyOf(folder, 'emitter', 'emit:RecordSale'), keyOf(folder, 'analyst', 'read')];
  const server = await startServer(folder, { TALLY_AUTH: 'required' });
  const sending = (key: string): Send => {
    return (path, body, type = 'application/json') =>
      fetch(server.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': type },
        body,
      });
  };
  const [emit, ask] = [sending(emitter), sending(analyst)];
  const lines = Array.from({ length: SALES }, (_, i) => ({ type: 'RecordSale', data: saleOf(`b-${String(i)}`, i) }));
  await (await emit('/v1/bulk', lines.map((line) => JSON.stringify(line)).join('\n'), 'application/x-ndjson')).text();
  const alone = await slowest(emit, 'alone');
  const end = new AbortController();
  const floods = Array.from({ length: FLOODS }, () => flood(ask, end.signal));
  const flooded = await slowest(emit, 'flooded');
  end.abort();
  const refused = (await Promise.all(floods)).reduce((sum, one) => sum + one, 0);
  await server.stop();
  const what = `a fact while another key asks without end (${String(refused)} times refused), p99`;
  print({ what, reached: flooded, unit: 'ms', floor: alone, target: 'below 20 ms' });
}

async function slowest(emit: Send, name: string): Promise<number> {
  const waits: number[] = [];
  for (let i = 0; i < FACTS; i++) {
    const begun = performance.now();
    const answer = await emit('/v1/sales', JSON.stringify(saleOf(`${name}-${String(i)}`, i)));
    await answer.text();
    waits.push(performance.now() - begun);
    if (answer.status !== 201) throw new Error(`a fact was refused: ${String(answer.status)}`);
    await sleep(PACE);
  }
  return percentile(waits, 0.99);
}

/** @returns how often it was refused */
async function flood(ask: Send, end: AbortSignal): Promise<number> {
  let refused = 0;
  while (!end.aborted) {
    const answer = await ask('/v1/query', QUESTION);
    await answer.text();
    if (answer.status === 429) refused++;
    // Whoever is refused at once would be limited by nothing but this program's own processor.
    await sleep(1);
  }
  return refused;
}

function saleOf(id: string, i: number): object {
  const day = i % 300;
  return {
    id,
    occurredAt: new Date(Date.parse('2024-01-01') + day * DAY).toISOString(),
    lines: [{ product: `p-${String(day % 10)}`, quantity: 1, unitPrice: '2' }],
  };
}

function keyOf(folder: string, name: string, scope: string): string {
  const cli = new URL('../../../apps/cli/main.js', import.meta.url).pathname;
  const args = [cli, 'key', 'create', '--name', name, '--id', name, '--scope', scope, '--data', folder];
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}
