import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Asked } from '../figures/questions.js';
import type { Rows, Session, Told } from './answering.js';

/** What such a process sends: that it is ready, then an answer for each question. */
type Sent = 'ready' | { readonly told: Told } | { readonly failed: string };

/** Somebody who answers in a process of their own: a module that calls `serve`, and what it is told to begin with. Resolves when it is ready. */
export async function startChild(module: string, begin: object): Promise<Session> {
  const child = fork(module, [JSON.stringify(begin)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await next(child);
  return {
    ask: async (question) => {
      const sent = next(child);
      child.send(question);
      const said = await sent;
      if (typeof said === 'object' && 'told' in said) return said.told;
      throw new Error(`no answer to ${JSON.stringify(question)}: ${JSON.stringify(said)}`);
    },
    memory: () => residentOf(child.pid),
    stop: async () => {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** The other side: answers one question after another until nobody asks any more. */
export function serve(answer: (question: Asked) => Promise<Rows>, close: () => Promise<void>): void {
  const send = (sent: Sent): void => void process.send?.(sent);
  process.on('message', (question: Asked) => {
    const start = performance.now();
    answer(question).then(
      (rows) => send({ told: { milliseconds: performance.now() - start, rows } }),
      (error: unknown) => send({ failed: String(error) }),
    );
  });
  process.once('disconnect', () => void close());
  send('ready');
}

/** Resident memory of a process in MB. */
export function residentOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function next(child: ChildProcess): Promise<Sent> {
  const ended = new AbortController();
  const gone = once(child, 'exit', ended).then(() => Promise.reject(new Error('the process has ended')));
  try {
    const [sent] = (await Promise.race([once(child, 'message', ended), gone])) as [Sent];
    return sent;
  } finally {
    ended.abort();
    gone.catch(() => undefined);
  }
}
