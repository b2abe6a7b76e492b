import { startServer, type ServerProcess } from './server-process.js';
import { percentile, print } from './report.js';

/** A book's worth of figures by day: about the dearest question there is. */
const FIGURES = '/v1/figures?grain=day';
const SORTED = '/v1/customers?sort=-revenue&limit=5';
const BIG = '/v1/query?metrics=revenue.net,orders,units&by=region,product&grain=day&from=2024-01-01&to=2024-12-31';
const SMALL = '/v1/query?metrics=customers.active&by=region&asOf=';

const AGAIN = 50;
const SMALL_QUESTIONS = 200;
/** Milliseconds a question of this bench is waited for. */
const PATIENCE = 240_000;

/** What dear questions do to a server, and to those who ask it something small meanwhile. */
export async function benchLoad(folder: string): Promise<void> {
  await tenFigures(folder);
  await smallBesideHeavy(folder);
  await dropped(folder);
  await fiftyBigAnswers(folder);
}

async function tenFigures(folder: string): Promise<void> {
  const server = await startServer(folder);
  const { waits, outcomes } = await healthDuring(server, () => Promise.all(times(10, () => ask(server, FIGURES))));
  say('ten /v1/figures?grain=day', outcomes);
  report('/healthz beside ten /v1/figures?grain=day', waits, 'most below 250 ms');
  print({ what: 'memory of the server, most', reached: server.mostMemory(), unit: 'MB', target: 'below 2,000 MB' });
  await server.stop();
}

async function smallBesideHeavy(folder: string): Promise<void> {
  const server = await startServer(folder);
  await small(server);
  report('a small question alone', await small(server), 'none named');
  const end = new AbortController();
  const heavy = times(8, async () => {
    while (!end.signal.aborted) await ask(server, SORTED, end.signal);
  });
  report('a small question beside eight sorted lists', await small(server), 'p99 below 500 ms');
  end.abort();
  await Promise.all(heavy);
  await server.stop();
}

/** Twenty questions whose askers leave after 0.1 s. */
async function dropped(folder: string): Promise<void> {
  const server = await startServer(folder);
  await ask(server, SORTED);
  await Promise.all(times(20, () => ask(server, FIGURES, AbortSignal.timeout(100))));
  const left = performance.now();
  let used = server.processorSeconds();
  let quiet = 0;
  let idle = NaN;
  while (quiet < 5 && performance.now() - left < PATIENCE) {
    await pause(100);
    const now = server.processorSeconds();
    if (now - used > 0.02) quiet = 0;
    else if (quiet++ === 0) idle = performance.now() - 100 - left;
    used = now;
  }
  const what = 'until the processor is idle after twenty dropped questions';
  print({ what, reached: quiet < 5 ? PATIENCE / 1000 : idle / 1000, unit: 's', target: 'within 1 s' });
  await server.stop();
}

async function fiftyBigAnswers(folder: string): Promise<void> {
  const server = await startServer(folder);
  const { waits, outcomes } = await healthDuring(server, () => Promise.all(times(50, () => ask(server, BIG))));
  say('fifty big answers', outcomes);
  report('/healthz beside fifty big answers', waits, 'most below 250 ms');
  print({ what: 'memory of the server, most', reached: server.mostMemory(), unit: 'MB', target: 'below 2,000 MB' });
  await server.stop();
}

async function healthDuring<Outcome>(
  server: ServerProcess,
  work: () => Promise<Outcome>,
): Promise<{ readonly waits: readonly number[]; readonly outcomes: Outcome }> {
  const waits: number[] = [];
  const working = { done: false };
  const watching = (async () => {
    while (!working.done) {
      const start = performance.now();
      await (await fetch(`${server.url}/healthz`)).text();
      waits.push(performance.now() - start);
      await pause(AGAIN);
    }
  })();
  try {
    return { outcomes: await work(), waits };
  } finally {
    working.done = true;
    await watching;
  }
}

/** What became of a question, and how many megabytes its answer has. */
async function ask({ url }: ServerProcess, path: string, signal?: AbortSignal): Promise<readonly [string, number]> {
  const timeout = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url + path, {
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    let bytes = 0;
    for await (const part of response.body ?? []) bytes += (part as Uint8Array).length;
    return [String(response.status), bytes / 1e6];
  } catch {
    return ['no answer', 0];
  }
}

async function small(server: ServerProcess): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let i = 0; i < SMALL_QUESTIONS; i++) {
    const start = performance.now();
    await ask(server, SMALL + new Date(Date.UTC(2024, 5, 1 + i)).toISOString().slice(0, 10));
    waits.push(performance.now() - start);
    await pause(AGAIN);
  }
  return waits;
}

function report(what: string, waits: readonly number[], target: string): void {
  print({ what: `${what}, p99`, reached: percentile(waits, 0.99), unit: 'ms', target });
  print({ what: `${what}, most`, reached: Math.max(...waits), unit: 'ms', target });
}

function say(what: string, outcomes: readonly (readonly [string, number])[]): void {
  const counts = Map.groupBy(outcomes, ([outcome]) => outcome);
  const told = [...counts].map(([outcome, list]) => `${String(list.length)} x ${outcome}`).join(', ');
  const most = Math.max(...outcomes.map(([, megabytes]) => megabytes));
  process.stdout.write(`${what}: ${told}; the largest answer ${most.toFixed(1)} MB\n`);
}

function times<Value>(count: number, of: () => Promise<Value>): readonly Promise<Value>[] {
  return Array.from({ length: count }, of);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
