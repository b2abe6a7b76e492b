import { Problem } from '#kernel/problem.js';

export interface LaneLimits {
  /** How many may wait for a place. */
  readonly waiting: number;
  /** Milliseconds somebody waits for a place. */
  readonly patience: number;
  /** Milliseconds the work of one may take. */
  readonly limit: number;
}

/** What became of an asker: answered, left before, the code of the problem it was told, or a fault. */
export type Outcome = 'answered' | 'left' | 'fault' | Problem['code'];

interface Waiting<Awaited> {
  readonly resolve: (found: Awaited) => void;
  readonly reject: (error: unknown) => void;
}

/** How long somebody may still wait. */
interface Wait {
  readonly asker: AbortSignal;
  /** By `performance.now()`. */
  readonly until: number;
  /** Whether it was among those who prepare: who was let in once is not refused on the way. */
  readonly isPrepared: boolean;
}

/**
 * Work that takes turns on a few places, in the order it came. A queue that is full, a wait or a work that takes too long ends in a
 * problem; so nobody waits longer than `patience` + `limit`. A place is given on only when the work on it has really ended.
 */
export class Lane<Place> {
  private readonly free: Place[];
  /** In the order they came. */
  private readonly queue = new Set<Waiting<Place>>();
  /** Who has not come to the queue yet. */
  private readonly preparing = new Set<Waiting<undefined>>();
  /** How to end the work of each that is being worked on. */
  private readonly running = new Set<(reason: unknown) => void>();
  private closed = false;

  constructor(
    places: readonly Place[],
    private readonly limits: LaneLimits,
    /** Told once for each asker. */
    private readonly onOutcome: (outcome: Outcome) => void = () => undefined,
  ) {
    this.free = [...places];
  }

  /** How many wait for a place that others have. */
  get queued(): number {
    return this.queue.size;
  }

  /** How many wait, be it for what they need before. */
  get waiting(): number {
    return this.queue.size + this.preparing.size;
  }

  /**
   * @param work must end soon after its signal aborts
   * @param asker aborts when nobody waits for the answer any more
   * @param prepare what the work needs from elsewhere: it is waited for before a place is taken, which others can have meanwhile
   * @throws Problem `overloaded`, `took-too-long`; the reason of the asker's signal; what the work throws, and what preparing it throws
   */
  async use<Answer>(
    work: (place: Place, signal: AbortSignal) => Promise<Answer>,
    asker: AbortSignal,
    prepare?: () => Promise<unknown>,
  ): Promise<Answer> {
    try {
      const isPrepared = prepare !== undefined;
      const wait = { asker, until: performance.now() + this.limits.patience, isPrepared };
      if (prepare !== undefined) await this.prepared(prepare, wait);
      const place = await this.place(wait);
      const answer = await this.work(place, work, asker);
      this.onOutcome('answered');
      return answer;
    } catch (error) {
      this.onOutcome(asker.aborted ? 'left' : error instanceof Problem ? error.code : 'fault');
      throw error;
    }
  }

  /** Who waits is refused, who comes, and who is being worked for. */
  close(): void {
    this.closed = true;
    for (const { reject } of [...this.preparing, ...this.queue]) reject(overloaded('the process is being stopped'));
    for (const end of this.running) end(overloaded('the process is being stopped'));
  }

  private async prepared(prepare: () => Promise<unknown>, wait: Wait): Promise<void> {
    this.needOpen(wait);
    this.needRoom();
    await this.wait(this.preparing, wait, (turn) => {
      prepare().then(() => turn.resolve(undefined), turn.reject);
    });
  }

  private async place(wait: Wait): Promise<Place> {
    this.needOpen(wait);
    const place = this.free.pop();
    if (place !== undefined) return place;
    if (!wait.isPrepared) this.needRoom();
    return this.wait(this.queue, wait);
  }

  private needRoom(): void {
    const { waiting } = this.limits;
    if (this.waiting >= waiting) throw overloaded(`${String(waiting)} others wait for an answer already`);
  }

  private needOpen({ asker }: Wait): void {
    asker.throwIfAborted();
    if (this.closed) throw overloaded('the process is being stopped');
  }

  private async wait<Found>(
    among: Set<Waiting<Found>>,
    { asker, until }: Wait,
    begin?: (turn: Waiting<Found>) => void,
  ): Promise<Found> {
    const { patience } = this.limits;
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const turn = { resolve, reject };
    const leave = (reason: unknown): void => {
      // At once: a place that falls free now is for the next one.
      among.delete(turn);
      reject(reason);
    };
    const left = (): void => leave(asker.reason);
    const tired = setTimeout(
      () => leave(overloaded(`those asked before took longer than ${seconds(patience)}`)),
      Math.max(0, until - performance.now()),
    );
    asker.addEventListener('abort', left, { once: true });
    among.add(turn);
    begin?.(turn);
    try {
      return await promise;
    } finally {
      among.delete(turn);
      clearTimeout(tired);
      asker.removeEventListener('abort', left);
    }
  }

  private async work<Answer>(
    place: Place,
    work: (place: Place, signal: AbortSignal) => Promise<Answer>,
    asker: AbortSignal,
  ): Promise<Answer> {
    if (asker.aborted) {
      this.release(place);
      throw asker.reason;
    }
    const { limit } = this.limits;
    const ended = Promise.withResolvers<never>();
    const abort = new AbortController();
    const end = (reason: unknown): void => {
      abort.abort(reason);
      ended.reject(reason);
    };
    const leave = (): void => end(asker.reason);
    const late = setTimeout(() => end(tookTooLong(limit)), limit);
    asker.addEventListener('abort', leave, { once: true });
    this.running.add(end);
    const working = work(place, abort.signal).finally(() => this.release(place));
    try {
      // Whoever waits hears at once; the place is taken until the work has ended.
      return await Promise.race([working, ended.promise]);
    } finally {
      clearTimeout(late);
      this.running.delete(end);
      asker.removeEventListener('abort', leave);
      working.catch(() => undefined);
      ended.promise.catch(() => undefined);
    }
  }

  private release(place: Place): void {
    const [first] = this.queue;
    if (first === undefined) {
      this.free.push(place);
      return;
    }
    this.queue.delete(first);
    first.resolve(place);
  }
}

function overloaded(why: string): Problem {
  return new Problem('overloaded', `${why}: the same question may be asked again in a moment`);
}

function tookTooLong(limit: number): Problem {
  return new Problem(
    'took-too-long',
    `the answer took longer than ${seconds(limit)}: ask for a shorter span, a coarser grain, fewer metrics or dimensions`,
  );
}

function seconds(ms: number): string {
  return `${String(ms / 1000)} s`;
}
