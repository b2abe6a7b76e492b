import { dayOf, QUESTION_KINDS, type Asked } from './figures/questions.js';
import { forgetPages } from './peers/files.js';
import { startServer } from './server-process.js';
import { percentile, print, secondsOf } from './report.js';

const ROUNDS = 200;
/** A question about days before there is anything: what HTTP and planning cost. */
const NOTHING = { question: { metrics: ['orders'], from: '1900-01-01', to: '1900-01-01' }, groups: 0 } as const;

/** Questions over HTTP at a book loaded before; every answer is for another day, so that none repeats the one before. */
export async function benchQueries(folder: string): Promise<void> {
  forgetPages(folder);
  let server = await startServer(folder);
  const ready = await secondsOf(() => untilReady(server.url));
  print({ what: 'ready after listening', reached: ready, unit: 's', target: 'below 3 s' });
  await firstQuestions(server.url, 'a cold start');
  await server.stop();
  server = await startServer(folder);
  await untilReady(server.url);
  const nothing = await times(server.url, () => NOTHING);
  for (const { what, of, target } of QUESTION_KINDS) {
    const samples = await times(server.url, (round) => of(dayOf(round)));
    const most = target[0] === undefined ? 'none named' : `below ${String(target[0])} ms`;
    const floor = percentile(nothing, 0.99);
    print({ what: `${what}, over HTTP, p99`, reached: percentile(samples, 0.99), unit: 'ms', floor, target: most });
    print({ what: `${what}, over HTTP, p50`, reached: percentile(samples, 0.5), unit: 'ms', target: 'none named' });
  }
  print({ what: 'memory of the server, most', reached: server.mostMemory(), unit: 'MB', target: 'below 600 MB' });
  await server.stop();
}

/** The first question of each kind, one after another, then the same kind once more for another day. */
export async function firstQuestions(url: string, after: string): Promise<void> {
  for (const { what, of } of QUESTION_KINDS) {
    const reached = await ask(url, of(dayOf(100)));
    const again = percentile(await times(url, (round) => of(dayOf(round)), 5), 0.5);
    print({ what: `${what}, the first after ${after}`, reached, unit: 'ms', floor: again, target: 'ratio 2' });
  }
}

/** Milliseconds from a question to the end of its answer. */
export async function ask(url: string, { question }: Asked): Promise<number> {
  const start = performance.now();
  const response = await fetch(`${url}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return performance.now() - start;
}

async function times(url: string, asked: (round: number) => Asked, rounds = ROUNDS): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) samples.push(await ask(url, asked(round)));
  return samples;
}

async function untilReady(url: string): Promise<void> {
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
}
