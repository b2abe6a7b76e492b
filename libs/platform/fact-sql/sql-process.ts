import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { compiled } from '#engine/threads/compiled.js';
import { Questions } from '#engine/threads/questions.js';
import type { FromThread } from '#engine/threads/thread-message.js';
import { withTimeout } from '#kernel/with-timeout.js';
import type { SqlData, SqlQuestion } from './sql-messages.js';

/** The process has ended before it has answered. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}

/**
 * Kilobytes that a process may write to: some 600,000 that Node and DuckDB have for themselves from the beginning, most of them never
 * touched, and what a statement and its answer may take. DuckDB's own limit does not count every text and list.
 */
const MOST_DATA = 1_100_000;
/** Megabytes for JavaScript's objects, of those. */
const HEAP = 128;
/** Milliseconds in which it may close what it has open: one that has taken over much has much to write. */
const CLOSING = { bounded: 2_000, unbounded: 30_000 } as const;

const FILE = new URL('./sql.process.js', import.meta.url);

/** Whether a process is held to its memory, as one that runs statements is, or may take what it needs, as one that only follows. */
export type Bounds = keyof typeof CLOSING;

/** A process of its own for the statements of strangers to one version: whatever becomes of it, this one goes on. */
export class SqlProcess {
  private readonly questions = new Questions<SqlQuestion>((message) => this.child.send(message));
  private readonly child: ChildProcess;
  /** Resolves when it can be asked. */
  readonly opening: Promise<unknown>;
  /** How many statements it was given. */
  runs = 0;
  /** Whether it can be asked no more. */
  hasEnded = false;

  constructor(
    data: SqlData,
    private readonly bounds: Bounds,
    onError: (error: unknown) => void,
  ) {
    this.child = started(bounds);
    this.child.on('message', (message: Extract<FromThread<never>, { kind: 'answer' | 'fault' }>) =>
      this.questions.heard(message),
    );
    this.child.on('error', onError);
    this.child.once('exit', (code, signal) => this.ended(`it has ended with ${String(signal ?? code)}`));
    this.opening = this.send({ kind: 'open', data });
    this.opening.catch(() => undefined);
  }

  /** @throws ProcessEnded; what it throws */
  async ask<Answer>(question: SqlQuestion): Promise<Answer> {
    await this.opening;
    return this.send(question);
  }

  /** Ends it where it is: what it has in files is whole whenever that happens. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Resolves when it has ended and has nothing open. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    await withTimeout(CLOSING[this.bounds], 'closing', this.send({ kind: 'close' })).catch(() => undefined);
    this.kill();
    await exited;
  }

  private send<Answer>(question: SqlQuestion): Promise<Answer> {
    if (this.hasEnded) return Promise.reject(new ProcessEnded('it has ended'));
    return this.questions.ask<Answer>(question);
  }

  private ended(why: string): void {
    this.hasEnded = true;
    this.questions.reject(new ProcessEnded(why));
  }
}

/** With nothing of this process's environment (few arenas keep less of what was freed), and under a limit that the system holds it to. */
function started(bounds: Bounds): ChildProcess {
  const limit = bounds === 'bounded' ? `ulimit -d ${String(MOST_DATA)}; ` : '';
  const node = [process.execPath, '--v8-pool-size=1', `--max-old-space-size=${String(HEAP)}`, compiled(FILE).pathname];
  return spawn('/bin/sh', ['-c', `${limit}exec "$@"`, 'sh', ...node], {
    env: { MALLOC_ARENA_MAX: '2' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
