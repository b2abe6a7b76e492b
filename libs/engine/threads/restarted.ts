import { TookTooLong, withTimeout } from '#kernel/with-timeout.js';
import { Questions, type Movable } from './questions.js';
import type { Begins, Running, Watcher } from './running.js';
import { errorOf, faultOf, type FromThread, type ToThread } from './thread-message.js';

/** What a question meets whose thread or process died, or is being started again. Asking again may help. */
export class ThreadDied extends Error {
  override readonly name = 'ThreadDied';
}

export interface RestartOptions<Said> {
  /** Names it in messages, such as `the projector`. */
  readonly what: string;
  /** Told what it says by itself. */
  readonly onSaid?: (message: Said) => void;
  /** Told why it died, and what it reports. */
  readonly onError: (error: unknown) => void;
  /** Told of each time it ended by itself. */
  readonly onDeath?: () => void;
  /** Milliseconds before each restart in a row; the last repeats for ever. */
  readonly restartAfter?: readonly number[];
}

const RESTART_AFTER = [100, 1_000, 5_000, 15_000] as const;
/** Milliseconds one that is told to stop may take, before it is ended where it is. */
const STOP_TIMEOUT = 5_000;
/** Milliseconds for one to be ready that was never before. */
const FIRST_READY = 30_000;

/**
 * A thread or a process that is asked and told things, and is started again, ever later and for ever, when it dies or does not start. Its
 * death rejects every question that waits for it; no question is asked twice.
 */
export class Restarted<Question, Said = never, Told = never> {
  private running: Running<Question, Told> | undefined;
  private isReady = false;
  private readonly questions = new Questions<Question>((message, moved) => this.post(message, moved));
  private readonly firstReady = Promise.withResolvers<undefined>();
  private nextReady = Promise.withResolvers<undefined>();
  /** Deaths in a row. */
  private deaths = 0;
  private startedAt = 0;
  /** Since when it is not ready, by `performance.now()`. */
  private downSince = performance.now();
  private wasReady = false;
  private cause: unknown;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly begins: Begins<Question, Said, Told>,
    private readonly options: RestartOptions<Said>,
  ) {
    this.firstReady.promise.catch(() => undefined);
  }

  /** Starts it. Resolves when it is ready for the first time, however many attempts that takes; rejects where it is stopped before. */
  async start(): Promise<void> {
    this.downSince = performance.now();
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
   * Resolves when it is ready, at once where it is.
   * @param ms milliseconds from its death in which it has to be; whoever asks after them is refused at once
   * @throws ThreadDied where it is not in time, or was stopped
   */
  async ready(ms: number): Promise<void> {
    if (this.isReady) return;
    const left = this.downSince + (this.wasReady ? ms : Math.max(ms, FIRST_READY)) - performance.now();
    if (this.stopped || left <= 0) throw this.death();
    try {
      await withTimeout(left, `starting ${this.options.what}`, this.nextReady.promise);
    } catch (error) {
      throw error instanceof TookTooLong ? this.death() : error;
    }
  }

  /**
   * Asks it; what is asked while it starts waits for that. An aborted question rejects with the signal's reason at once, and the other side
   * is told; one that cannot listen because it computes is ended by `restart`.
   * @param moved what of the question is handed over, not copied
   * @throws ThreadDied where it is dead, or dies before it has answered; otherwise what it throws
   */
  ask<Answer>(question: Question, signal?: AbortSignal, moved: readonly Movable[] = []): Promise<Answer> {
    if (this.running === undefined) return Promise.reject(this.death());
    return this.questions.ask(question, signal, moved);
  }

  /** Tells it something; nobody hears it where it is dead. @param moved what of it is handed over, not copied */
  tell(message: Told, moved: readonly Movable[] = []): void {
    this.post({ kind: 'tell', message }, moved);
  }

  /** Ends it where it is and starts it again at once. What waits for it is rejected. */
  async restart(): Promise<void> {
    clearTimeout(this.timer);
    const { running } = this;
    this.leave(running);
    await running?.end();
    if (!this.stopped && this.running === undefined) this.begin();
  }

  /** Ends it for good: when it has finished what it does on being stopped, or after `ms` milliseconds where it is. */
  async stop(ms = STOP_TIMEOUT): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    const { running } = this;
    if (running !== undefined && ms > 0) {
      this.post({ kind: 'stop' });
      await withTimeout(ms, `stopping ${this.options.what}`, running.ended).catch(this.options.onError);
    }
    await running?.end();
    this.leave(running);
    this.firstReady.reject(this.death());
    this.nextReady.promise.catch(() => undefined);
    this.nextReady.reject(this.death());
  }

  private begin(): void {
    this.startedAt = performance.now();
    let begun: Running<Question, Told> | undefined;
    const isIt = (): boolean => this.running === begun;
    const watcher: Watcher<Said> = {
      heard: (message) => isIt() && this.heard(message),
      failed: (error) => isIt() && this.failed(error),
    };
    try {
      begun = this.begins(watcher);
      this.running = begun;
      void begun.ended.then(() => this.died(begun));
    } catch (error) {
      this.failed(error);
      this.died(undefined);
    }
  }

  private heard(message: FromThread<Said>): void {
    switch (message.kind) {
      case 'ready':
        this.isReady = this.wasReady = true;
        this.cause = undefined;
        this.firstReady.resolve(undefined);
        this.nextReady.resolve(undefined);
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

  private failed(error: unknown): void {
    this.cause = error;
    this.options.onError(error);
  }

  private died(running: Running<Question, Told> | undefined): void {
    if (running !== this.running) return;
    this.leave(running);
    if (this.stopped) return;
    this.options.onDeath?.();
    const { restartAfter = RESTART_AFTER } = this.options;
    const longest = restartAfter.at(-1) ?? 0;
    if (performance.now() - this.startedAt > 2 * longest) this.deaths = 0;
    const wait = restartAfter[Math.min(this.deaths++, restartAfter.length - 1)];
    this.timer = setTimeout(() => this.begin(), wait);
  }

  /** It is no longer listened to; nobody waits for it in vain. */
  private leave(running: Running<Question, Told> | undefined): void {
    if (running !== this.running) return;
    this.running = undefined;
    if (this.isReady) {
      this.nextReady = Promise.withResolvers();
      this.downSince = performance.now();
    }
    this.isReady = false;
    this.questions.reject(this.death());
  }

  private death(): ThreadDied {
    const what = this.stopped ? 'was stopped' : 'has stopped and is being started again';
    return new ThreadDied(`${this.options.what} ${what}`, { cause: this.cause });
  }

  private post(message: ToThread<Question, Told>, moved: readonly Movable[] = []): void {
    this.running?.post(message, moved);
  }
}
