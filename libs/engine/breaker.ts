import { needTime, patienceOfAsker } from './patience.js';
import { StoreAway } from '#kernel/store-away.js';

export interface BreakerOptions {
  readonly code: 'log-unavailable' | 'views-unavailable';
  /** As operators know it. */
  readonly store: string;
  /** Asks for a sign of life; settles by itself, soon. */
  readonly probe: () => PromiseLike<unknown>;
  /** Whether an error means that the store gave no answer. Any other is an answer. */
  readonly isAway: (error: unknown) => boolean;
  readonly later?: Later;
}

/** Runs something after so many milliseconds, unless what it returns is called before. */
export type Later = (ms: number, run: () => void) => () => void;

/** Milliseconds after which the store is asked for a sign of life while somebody waits for its answer. */
const SUSPECT = 1_500;
/** Milliseconds between two probes of a store that is away; the last one repeats. */
const PROBE_AGAIN = [50, 100, 200, 400, 800] as const;
/** Milliseconds before a call that had no answer is sent again to a store that is there. */
const SEND_AGAIN = [50, 100, 200, 400] as const;
/** Milliseconds from the first trouble on in which a call may be sent again, where its asker does not say. */
const PATIENCE = 1_000;

/**
 * Stands before a store. While that is away one probe at a time asks for it, and everybody else is answered at once. It is away when the
 * probe finds it so, which is sent when a call had no answer or waits long for one: what is only slow, or fails alone, is not away.
 */
export class Breaker {
  private outage: StoreAway | undefined;
  private looking: Promise<void> | undefined;
  private probes = 0;
  private cancelProbe: (() => void) | undefined;
  private closed = false;
  /** Those who wait for an answer, to be told that none will come. */
  private readonly sent = new Set<(away: StoreAway) => void>();
  /** Those who wait for the store, to be told that it is back. */
  private readonly waiting = new Set<() => void>();
  private readonly later: Later;

  constructor(private readonly options: BreakerOptions) {
    this.later = options.later ?? afterwards;
  }

  /**
   * What the store answers. A call without an answer is sent again while its asker has patience: it has to be one that may be repeated.
   * @throws StoreAway
   */
  async call<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    if (this.closed) return ask();
    const patience = patienceOfAsker();
    if (this.outage !== undefined && patience === undefined) throw this.outage;
    const limit = new Limit(this.later, patience ?? PATIENCE);
    try {
      for (let attempt = 0; ; attempt++) {
        if (this.outage !== undefined) await this.back(limit);
        this.needTime();
        try {
          return await this.attempt(ask, limit);
        } catch (error) {
          if (!this.isAway(error)) throw error;
          await this.trouble(error, attempt, limit);
        }
      }
    } finally {
      limit.end();
    }
  }

  /** Resolves when the store has given a sign of life; asked once, however many want to know. @throws StoreAway */
  async ask(): Promise<void> {
    if (this.outage === undefined) await this.look();
    if (this.outage !== undefined) throw this.outage;
  }

  /** Nobody waits or probes any longer. */
  close(): void {
    this.closed = true;
    this.cancelProbe?.();
    for (const wake of this.waiting) wake();
  }

  /** @throws StoreAway where nobody waits for the answer any more */
  private needTime(): void {
    try {
      needTime();
    } catch (late) {
      throw this.stated(late);
    }
  }

  private attempt<Answer>(ask: () => Promise<Answer>, limit: Limit): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const suspect = (): (() => void) =>
        this.later(SUSPECT, () => void this.look().then(() => this.sent.has(reject) && (cancel = suspect())));
      let cancel = suspect();
      this.sent.add(reject);
      const forget = limit.onOver(() => reject(this.stated('no answer in time')));
      const answered = (): void => {
        cancel();
        forget();
        this.sent.delete(reject);
      };
      ask().then(resolve, reject).finally(answered);
    });
  }

  /** After a call without an answer: whether the store is away, and a moment before the call is sent again where it is not. */
  private async trouble(error: unknown, attempt: number, limit: Limit): Promise<void> {
    limit.begin();
    if (this.outage === undefined && !limit.over) await this.look();
    if (this.outage === undefined) await this.pause(SEND_AGAIN[Math.min(attempt, SEND_AGAIN.length - 1)] ?? 0, limit);
    if (limit.over || this.closed) throw this.outage ?? this.stated(error);
  }

  private look(): Promise<void> {
    return (this.looking ??= this.probe().finally(() => (this.looking = undefined)));
  }

  private async probe(): Promise<void> {
    try {
      await this.options.probe();
    } catch (error) {
      if (this.isAway(error)) {
        this.isGone(this.stated(error));
        return;
      }
    }
    this.outage = undefined;
    this.probes = 0;
    for (const wake of this.waiting) wake();
  }

  private isGone(away: StoreAway): void {
    this.outage = away;
    for (const reject of this.sent) reject(away);
    this.sent.clear();
    if (this.closed) return;
    const wait = PROBE_AGAIN[Math.min(this.probes++, PROBE_AGAIN.length - 1)] ?? 0;
    this.cancelProbe = this.later(wait, () => void this.look());
  }

  /** Resolves when the store is back. @throws StoreAway if that takes too long */
  private async back(limit: Limit): Promise<void> {
    limit.begin();
    await new Promise<void>((resolve) => {
      const forget = limit.onOver(() => wake());
      const wake = (): void => {
        forget();
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
    });
    if (this.outage !== undefined) throw this.outage;
  }

  private async pause(ms: number, limit: Limit): Promise<void> {
    await new Promise<void>((resolve) => {
      const forget = limit.onOver(resolve);
      this.later(ms, () => {
        forget();
        resolve();
      });
    });
  }

  private isAway(error: unknown): boolean {
    return error instanceof StoreAway || this.options.isAway(error);
  }

  private stated(reason: unknown): StoreAway {
    if (reason instanceof StoreAway) return reason;
    const { code, store } = this.options;
    const said = reason instanceof Error ? reason.message : String(reason);
    return Object.assign(new StoreAway(code, store, said.split('\n')[0] ?? ''), { cause: reason });
  }
}

/** The patience of one call: it begins to run out with the first trouble. */
class Limit {
  over = false;
  private cancel: (() => void) | undefined;
  private readonly told = new Set<() => void>();

  constructor(
    private readonly later: Later,
    private readonly ms: number,
  ) {}

  begin(): void {
    this.cancel ??= this.later(this.ms, () => {
      this.over = true;
      for (const tell of this.told) tell();
    });
  }

  /** Returns how to forget about it. */
  onOver(tell: () => void): () => void {
    if (this.over) tell();
    else this.told.add(tell);
    return () => this.told.delete(tell);
  }

  end(): void {
    this.cancel?.();
  }
}

function afterwards(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
