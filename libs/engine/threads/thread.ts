import { Worker } from 'node:worker_threads';
import { compiled } from './compiled.js';
import { Questions, type Movable } from './questions.js';
import { errorOf, faultOf, type FromThread, type ToThread } from './thread-message.js';
import { withTimeout } from '#kernel/with-timeout.js';

/** What a question meets whose thread died, or is being started again. Asking again may help. */
export class ThreadDied extends Error {
  override readonly name = 'ThreadDied';
}

export interface ThreadOptions<Said> {
  /** Names it in messages, such as `the projector`. */
  readonly what: string;
  /** The module it runs, which calls `serve`. Compiled: of a source file the one of the same name in `dist` is taken. */
  readonly file: URL;
  /** What the module finds as its `workerData`. */
  readonly data: unknown;
  /** Megabytes its own objects may take; more ends it. As many as the machine allows unless given. */
  readonly heapMegabytes?: number;
  /** Told what the thread says by itself. */
  readonly onSaid?: (message: Said) => void;
  /** Told why it died, and what it reports. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds before each restart in a row; the last repeats for ever. */
  readonly restartAfter?: readonly number[];
}

const RESTART_AFTER = [100, 1_000, 5_000, 15_000] as const;
/** Milliseconds a thread that is told to stop may take, before it is ended where it is. */
const STOP_TIMEOUT = 5_000;

/**
 * One worker thread that is asked and told things, and is started again, ever later and for ever, when it dies or does not start. Its
 * death rejects every question that waits for it; no question is asked twice.
 */
export class Thread<Question, Said = never, Told = never> {
  private worker: Worker | undefined;
  private isReady = false;
  private readonly questions = new Questions<Question>((message, moved) => this.post(message, moved));
  private readonly firstReady = Promise.withResolvers<undefined>();
  /** Deaths in a row. */
  private deaths = 0;
  private startedAt = 0;
  private cause: unknown;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly options: ThreadOptions<Said>) {
    this.firstReady.promise.catch(() => undefined);
  }

  /** Starts it. Resolves when it is ready for the first time, however many attempts that takes; rejects where it is stopped before. */
  async start(): Promise<void> {
    this.begin();
    await this.firstReady.promise;
  }

  /** Whether it runs and is ready. */
  get alive(): boolean {
    return this.isReady;
  }

  /** Why it is not, in a sentence; undefined when it is, and while it starts without having failed. */
  get trouble(): string | undefined {
    if (this.isReady || this.deaths === 0) return undefined;
    const reason = this.cause === undefined ? '' : `: ${faultOf(this.cause).message}`;
    return `has stopped and is being started again${reason}`;
  }

  /**
   * Asks it; what is asked while it starts waits for that. An aborted question rejects with the signal's reason at once, and the thread is
   * told; a thread that cannot listen because it computes is ended by `restart`.
   * @param moved what of the question is handed over, not copied
   * @throws ThreadDied where it is dead, or dies before it has answered; otherwise what the thread throws
   */
  ask<Answer>(question: Question, signal?: AbortSignal, moved: readonly Movable[] = []): Promise<Answer> {
    if (this.worker === undefined) return Promise.reject(this.death());
    return this.questions.ask(question, signal, moved);
  }

  /** Tells it something. @param moved what of it is handed over, not copied @returns false, and hands nothing over, where it is dead */
  tell(message: Told, moved: readonly Movable[] = []): boolean {
    this.post({ kind: 'tell', message }, moved);
    return this.worker !== undefined;
  }

  /** Ends it where it is and starts it again at once. What waits for it is rejected. */
  async restart(): Promise<void> {
    clearTimeout(this.timer);
    const { worker } = this;
    this.leave(worker);
    await worker?.terminate();
    if (!this.stopped && this.worker === undefined) this.begin();
  }

  /** Ends it for good: when it has finished what it does on being stopped, or after `ms` milliseconds where it is. */
  async stop(ms = STOP_TIMEOUT): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { worker } = this;
    if (worker !== undefined && ms > 0) {
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      this.post({ kind: 'stop' });
      await withTimeout(ms, `stopping ${this.options.what}`, exited).catch(this.options.onError);
    }
    await worker?.terminate();
    this.leave(worker);
    this.firstReady.reject(this.death());
  }

  private begin(): void {
    this.startedAt = performance.now();
    try {
      const { file, data, heapMegabytes } = this.options;
      const limits = heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
      const worker = new Worker(compiled(file), { workerData: data, ...limits });
      this.worker = worker;
      worker.on('message', (message: FromThread<Said>) => this.heard(worker, message));
      worker.on('error', (error) => this.failed(worker, error));
      worker.on('messageerror', (error) => this.failed(worker, error));
      worker.on('exit', () => this.died(worker));
    } catch (error) {
      this.failed(undefined, error);
      this.died(undefined);
    }
  }

  private heard(worker: Worker, message: FromThread<Said>): void {
    if (worker !== this.worker) return;
    switch (message.kind) {
      case 'ready':
        this.isReady = true;
        this.cause = undefined;
        this.firstReady.resolve(undefined);
        return;
      case 'answer':
      case 'fault':
        this.questions.heard(message);
        return;
      case 'error':
        this.options.onError(errorOf(message.fault));
        return;
      case 'say':
        return this.options.onSaid?.(message.message);
    }
  }

  private failed(worker: Worker | undefined, error: unknown): void {
    if (worker !== this.worker) return;
    this.cause = error;
    this.options.onError(error);
  }

  private died(worker: Worker | undefined): void {
    if (worker !== this.worker) return;
    this.leave(worker);
    if (this.stopped) return;
    const { restartAfter = RESTART_AFTER } = this.options;
    const longest = restartAfter.at(-1) ?? 0;
    if (performance.now() - this.startedAt > 2 * longest) this.deaths = 0;
    const wait = restartAfter[Math.min(this.deaths++, restartAfter.length - 1)];
    this.timer = setTimeout(() => this.begin(), wait);
  }

  /** It is no longer listened to; nobody waits for it in vain. */
  private leave(worker: Worker | undefined): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    this.isReady = false;
    this.questions.reject(this.death());
  }

  private death(): ThreadDied {
    const what = this.stopped ? 'was stopped' : 'has stopped and is being started again';
    return new ThreadDied(`${this.options.what} ${what}`, { cause: this.cause });
  }

  private post(message: ToThread<Question, Told>, moved: readonly Movable[] = []): void {
    this.worker?.postMessage(message, [...moved]);
  }
}
