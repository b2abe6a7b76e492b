import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Process } from '#engine/processes/process.js';
import { ThreadDied, type Restarted, type RestartOptions } from '#engine/threads/restarted.js';
import { Thread } from '#engine/threads/thread.js';
import { scratchFolder } from '../journeys/server.js';
import { until } from '../processes/until.js';

interface Question {
  readonly kind: 'echo' | 'throw' | 'exit' | 'die' | 'compute' | 'wait';
  readonly value?: number;
}

/** What does the same in a thread or in a process, and how each says why it ended. */
const KINDS = [
  {
    kind: 'a thread',
    make: (options: Options): One => new Thread({ ...options, file: new URL('./thread.worker.mjs', import.meta.url) }),
    after: { exit: undefined, die: 'broken', start: 'not yet' },
  },
  {
    kind: 'a process',
    make: (options: Options): One =>
      new Process({ ...options, file: new URL('./thread.process.mjs', import.meta.url), env: {} }),
    after: {
      exit: 'it has ended with 0',
      die: 'it has ended with 1: Error: broken',
      start: 'it has ended with 1: Error: not yet',
    },
  },
] as const;

type Options = RestartOptions<unknown> & { readonly data: object };
type One = Restarted<Question, unknown, string>;

describe.each(KINDS)('$kind', ({ make, after }) => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let starts: string;
  let thread: One;
  let said: unknown[];
  let errors: unknown[];

  const begin = (failures = 0): One => {
    thread = make({
      what: 'the thread',
      data: { starts, failures },
      onSaid: (message) => said.push(message),
      onError: (error) => errors.push((error as Error).message),
      restartAfter: [1, 5],
    });
    return thread;
  };
  const died = { name: 'ThreadDied', message: 'the thread has stopped and is being started again' };

  beforeEach(async () => {
    scratch = await scratchFolder();
    starts = join(scratch.folder, 'starts');
    writeFileSync(starts, '');
    said = [];
    errors = [];
  });
  afterEach(async () => {
    await thread.stop();
    await scratch.remove();
  });

  it('gives each question its own answer, and what it throws', async () => {
    await begin().start();
    const values = [3, 1, 2].map((value) => thread.ask({ kind: 'echo', value }));
    expect(await Promise.all(values)).toEqual([3, 1, 2]);
    await expect(thread.ask({ kind: 'throw' })).rejects.toMatchObject({ name: 'RangeError', message: 'too far' });
    expect([thread.alive, thread.trouble, errors]).toEqual([true, undefined, []]);
  });

  it('is told things, and says some', async () => {
    await begin().start();
    thread.tell('one');
    thread.tell('two');
    await thread.ask({ kind: 'echo' });
    expect(said).toEqual([1, 2]);
  });

  it('answers what it was asked while it started', async () => {
    void begin().start();
    expect(await thread.ask({ kind: 'echo', value: 7 })).toBe(7);
  });

  it.each(['exit', 'die'] as const)('that dies (%s) rejects all that waits for it, and comes back', async (kind) => {
    await begin().start();
    const waiting = [thread.ask({ kind: 'wait' }), thread.ask({ kind: 'wait' }), thread.ask({ kind })];
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes).toMatchObject([1, 2, 3].map(() => ({ status: 'rejected', reason: died })));
    const why = after[kind];
    expect([thread.alive, thread.trouble]).toEqual([
      false,
      `has stopped and is being started again${why === undefined ? '' : `: ${why}`}`,
    ]);
    await expect(thread.ask({ kind: 'echo' })).rejects.toBeInstanceOf(ThreadDied);
    await until(() => thread.alive);
    expect(await thread.ask({ kind: 'echo', value: 1 })).toBe(1);
    expect(errors).toEqual(why === undefined ? [] : [why]);
  });

  it('that does not start is started again until it does', async () => {
    await begin(5).start();
    expect([thread.alive, errors]).toEqual([true, Array<string>(5).fill(after.start)]);
    expect(await thread.ask({ kind: 'echo', value: 1 })).toBe(1);
  });

  it('whose restarts fail is started again until one succeeds', async () => {
    await begin(4).start();
    writeFileSync(starts, '');
    await expect(thread.ask({ kind: 'exit' })).rejects.toBeInstanceOf(ThreadDied);
    await until(() => thread.alive);
    const four = Array<string>(4).fill(after.start);
    expect(errors).toEqual([...four, ...(after.exit === undefined ? [] : [after.exit]), ...four]);
    expect(await thread.ask({ kind: 'echo', value: 1 })).toBe(1);
  });

  it('is waited for by who needs it, and not by who comes long after its death', async () => {
    await begin().start();
    await thread.ready(0);
    await expect(thread.ask({ kind: 'exit' })).rejects.toBeInstanceOf(ThreadDied);
    await expect(thread.ready(0)).rejects.toBeInstanceOf(ThreadDied);
    await thread.ready(60_000);
    expect(await thread.ask({ kind: 'echo', value: 1 })).toBe(1);
  });

  it('is told of a question that nobody waits for any more', async () => {
    await begin().start();
    const abort = new AbortController();
    const asked = thread.ask({ kind: 'wait' }, abort.signal);
    abort.abort(new Error('the caller left'));
    await expect(asked).rejects.toThrow('the caller left');
    await until(() => said.includes('aborted'));
    await expect(thread.ask({ kind: 'echo' }, abort.signal)).rejects.toThrow('the caller left');
  });

  it('that computes and cannot listen is ended and started again', async () => {
    await begin().start();
    const asked = expect(thread.ask({ kind: 'compute' })).rejects.toMatchObject(died);
    await thread.restart();
    await asked;
    expect(await thread.ask({ kind: 'echo', value: 1 })).toBe(1);
  });

  it('finishes what it has to when it is stopped, and stays so', async () => {
    await begin().start();
    await thread.stop();
    expect(readFileSync(starts, 'utf8')).toBe('.stopped');
    await expect(thread.ask({ kind: 'echo' })).rejects.toThrow('the thread was stopped');
    await thread.restart();
    expect(thread.alive).toBe(false);
  });

  it('that cannot be stopped is ended where it is', async () => {
    await begin().start();
    const asked = expect(thread.ask({ kind: 'compute' })).rejects.toThrow('the thread was stopped');
    await thread.stop(0);
    await asked;
  });

  it('that is stopped before it ever started says so', async () => {
    const started = expect(begin(1_000_000).start()).rejects.toThrow('the thread was stopped');
    await until(() => errors.length > 2);
    await thread.stop();
    await started;
  });
});
