import { demoBusiness } from '#demo/business.js';
import type { DemoFact } from '#demo/fact.js';
import { send } from './bulk.bench.js';
import { dayOf, QUESTION_KINDS } from './figures/questions.js';
import { ask } from './query.bench.js';
import { startServer, type ServerProcess } from './server-process.js';
import { percentile, print } from './report.js';

const CLIENTS = 50;
/** Milliseconds from one look of a client at its dashboard to the next. */
const EVERY = 10_000;
/** Facts of one bulk request: an import goes on until the time is over. */
const PIECE = 20_000;

/** Milliseconds that answers took, and how many there were none to, such as 503 `overloaded`. */
interface Answers {
  readonly waits: number[];
  refused: number;
}

/** People who look at dashboards of ten questions at once while facts are imported into the same book. */
export async function benchDashboards(folder: string, minutes: number): Promise<void> {
  const server = await startServer(folder);
  const end = performance.now() + minutes * 60_000;
  const answers: Answers = { waits: [], refused: 0 };
  const importing = importUntil(server.url, end);
  const clients = Array.from({ length: CLIENTS }, (_, number) => look(server.url, number, end, answers));
  const memory = await memoryUntil(server, end);
  await Promise.all(clients);
  const facts = await importing;
  await server.stop();
  const { waits, refused } = answers;
  const asked = `${String(CLIENTS)} dashboards of ${String(QUESTION_KINDS.length)} questions while importing`;
  print({ what: `${asked}, a question, p50`, reached: percentile(waits, 0.5), unit: 'ms', target: 'none named' });
  print({ what: `${asked}, a question, p99`, reached: percentile(waits, 0.99), unit: 'ms', target: 'none named' });
  print({
    what: 'questions meanwhile',
    reached: waits.length / (minutes * 60),
    unit: 'questions/s',
    target: 'none named',
  });
  const share = (100 * refused) / (waits.length + refused);
  print({ what: 'questions refused meanwhile', reached: share, unit: '%', target: 'none' });
  print({ what: 'import meanwhile', reached: facts / (minutes * 60), unit: 'facts/s', target: 'none named' });
  const [early, late] = [percentile(part(memory, 0.2, 0.4), 0.5), percentile(part(memory, 0.8, 1), 0.5)];
  print({
    what: 'memory of the server at the end',
    reached: late,
    unit: 'MB',
    floor: early,
    target: 'below 600 MB, flat',
  });
}

/** One client, none at the same moment as another; one that waits longer than its time looks again at once. */
async function look(url: string, number: number, end: number, answers: Answers): Promise<void> {
  let due = performance.now() + (number * EVERY) / CLIENTS;
  for (let round = number; due < end; round++, due = Math.max(due + EVERY, performance.now())) {
    await pause(due - performance.now());
    const questions = QUESTION_KINDS.map(({ of }) => of(dayOf(round)));
    const outcomes = await Promise.allSettled(questions.map((asked) => ask(url, asked)));
    for (const outcome of outcomes)
      if (outcome.status === 'fulfilled') answers.waits.push(outcome.value);
      else answers.refused++;
  }
}

/** @returns how many facts were taken */
async function importUntil(url: string, end: number): Promise<number> {
  let facts = 0;
  for (let piece = 0; performance.now() < end; piece++) {
    const { accepted } = await send(url, another(piece));
    facts += accepted;
  }
  return facts;
}

/** Other customers, sales and opportunities each time. */
function* another(piece: number): Iterable<DemoFact> {
  for (const { type, data } of demoBusiness({ facts: PIECE, seed: 1_000 + piece })) {
    if (type === 'SetRate') continue;
    const own = Object.entries(data).map(([name, value]) =>
      /^(id|\w+Id)$/.test(name) ? [name, `d${String(piece)}-${String(value)}`] : [name, value],
    );
    yield { type, data: Object.fromEntries(own) as DemoFact['data'] };
  }
}

async function memoryUntil(server: ServerProcess, end: number): Promise<readonly number[]> {
  const memory: number[] = [];
  while (performance.now() < end) {
    memory.push(server.memory());
    await pause(1_000);
  }
  return memory;
}

function part(samples: readonly number[], from: number, to: number): readonly number[] {
  return samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
