import { inProcess, ProcessEnded, type InProcessOptions } from '#engine/processes/in-process.js';
import { Questions } from '#engine/threads/questions.js';
import type { Running } from '#engine/threads/running.js';
import { builtProgram } from '#kernel/checkout.js';
import { withTimeout } from '#kernel/with-timeout.js';
import type { SqlData, SqlQuestion } from './sql-messages.js';

/**
 * Kilobytes that a process may write to: some 600,000 that Node and DuckDB have for themselves from the beginning, most of them never
 * touched, and what a statement and its answer may take. DuckDB's own limit does not count every text and list.
 */
const MOST_DATA = 1_100_000;
/** Megabytes for JavaScript's objects, of those. */
const HEAP = 128;
/** Milliseconds in which it may close what it has open: one that has taken over much has much to write. */
const CLOSING = { bounded: 2_000, unbounded: 30_000 } as const;

/** With nothing of this process's environment; few arenas keep less of what was freed. */
const UNBOUNDED: InProcessOptions = {
  file: builtProgram('libs/platform/fact-sql/sql.process'),
  env: { MALLOC_ARENA_MAX: '2' },
  node: ['--v8-pool-size=1', `--max-old-space-size=${String(HEAP)}`],
};
const PROCESS: Readonly<Record<Bounds, InProcessOptions>> = {
  bounded: { ...UNBOUNDED, mostData: MOST_DATA },
  unbounded: UNBOUNDED,
};

/** Whether a process is held to its memory, as one that runs statements is, or may take what it needs, as one that only follows. */
export type Bounds = keyof typeof CLOSING;

/** A process of its own for the statements of strangers to one version: whatever becomes of it, this one goes on. */
export class SqlProcess {
  private readonly questions = new Questions<SqlQuestion>((message) => this.running.post(message, []));
  private readonly running: Running<SqlQuestion, never>;
  private why = new ProcessEnded('it was ended');
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
    this.running = inProcess<SqlQuestion, never, never>(PROCESS[bounds], {
      heard: (message) => (message.kind === 'answer' || message.kind === 'fault') && this.questions.heard(message),
      failed: (error) => {
        if (error instanceof ProcessEnded) this.why = error;
        else onError(error);
      },
    });
    void this.running.ended.then(() => this.ended());
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
    void this.running.end();
  }

  /** Resolves when it has ended and has nothing open. */
  async stop(): Promise<void> {
    await withTimeout(CLOSING[this.bounds], 'closing', this.send({ kind: 'close' })).catch(() => undefined);
    await this.running.end();
  }

  private send<Answer>(question: SqlQuestion): Promise<Answer> {
    if (this.hasEnded) return Promise.reject(this.why);
    return this.questions.ask<Answer>(question);
  }

  private ended(): void {
    this.hasEnded = true;
    this.questions.reject(this.why);
  }
}
