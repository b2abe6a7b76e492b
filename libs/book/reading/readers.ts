import { availableParallelism } from 'node:os';
import { Lane, type Outcome } from '#engine/threads/lane.js';
import type { LogHeads } from '#engine/tree/log-heads.js';
import type { Keyring } from '#kernel/ports/keyring.js';
import type { LogHead } from '#kernel/ports/log-tree.js';
import { Problem } from '#kernel/problem.js';
import { StoreAway } from '#kernel/store-away.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { IndexProcess } from '#platform/fact-index/index-process.js';
import type { KeysAt } from '#platform/opened-keys.js';
import type { Settings } from '#platform/settings.js';
import { mayNow, principal } from '../access/principal.js';
import { askerSignal, stageListener, type OnStage } from './asker.js';
import { asksFacts } from './asks-facts.js';
import { costOf, partCost } from './cost.js';
import type { Gist } from './gist.js';
import type { JsonAnswer } from './json-answer.js';
import { Kept } from './kept.js';
import { workOut, type Reading, type WorkedOut } from './reading.js';
import type { Answered, Asked, ReadKind } from './reads.js';
import { areFiles, type Stored, type ViewFiles } from './stored.js';
import type { NarrowedTo } from './narrowed.js';
import { ThreadReader } from './thread-reader.js';

export type LaneName = 'light' | 'heavy';

/** Questions reckoned dearer than so many milliseconds take the heavy lane: nobody else waits behind them. */
const LIGHT = 150;
const WAITING = { light: 500, heavy: 32 } as const;
const PATIENCE = 30_000;
const LIMIT = 60_000;
/** Megabytes of its own a thread may use. */
const HEAP = { light: 512, heavy: 1_024 } as const;
/** Threads for light questions: while one waits for the index, another works, so that they do not queue for each other's waits. */
const LIGHT_THREADS = 2;
const MOST_THREADS = 3;
/** Bytes of answers that clients have not taken yet, from which on no more is worked out. */
const MOST_UNREAD = 256_000_000;

/** The stage of a question that waits for its turn. */
export const WAITS = 'waiting';

export interface ReadersParts {
  readonly settings: Pick<Settings, 'timeZone' | 'fiscalStart' | 'currency'>;
  readonly calendar: Calendar;
  /** Who has the indexes of facts open. */
  readonly index: Pick<IndexProcess, 'asking' | 'cover'>;
  /** What of the book whoever asks now sees; undefined where all of it. */
  readonly narrowed: () => Promise<NarrowedTo> | undefined;
  /** What is personal is opened with; absent where it is kept as it is. */
  readonly keys?: { readonly keyring: Pick<Keyring, 'get'>; readonly at: KeysAt } | undefined;
  /** The heads of the log, for every thread. */
  readonly heads: Pick<LogHeads, 'at'>;
  readonly onError: (error: unknown) => void;
}

/** What a question is about. */
export interface AskedOn extends Pick<Reading, 'on'> {
  /** About how many events its read models cover. */
  readonly events: number;
}

/**
 * Whoever works questions out: a lane of threads for light ones, another for heavy ones, each question in one thread from beginning to
 * end. Read models that are open in this thread are asked in it, by the same lanes.
 */
export class Readers {
  private readonly lanes: Readonly<Record<LaneName, Lane<ThreadReader>>>;
  private readonly threads: readonly ThreadReader[];
  private readonly first: readonly ThreadReader[];
  private readonly outcomes = new Set<(lane: LaneName, outcome: Outcome) => void>();
  private readonly kept = new WeakMap<Stored, Kept>();
  private unread = 0;

  constructor(private readonly parts: ReadersParts) {
    const heavy = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1));
    const threads = { light: this.makeThreads('light', LIGHT_THREADS), heavy: this.makeThreads('heavy', heavy) };
    this.first = threads.light;
    this.threads = [...threads.light, ...threads.heavy];
    const lane = (name: LaneName): Lane<ThreadReader> =>
      new Lane(threads[name], { waiting: WAITING[name], patience: PATIENCE, limit: LIMIT }, (outcome) => {
        for (const listener of this.outcomes) listener(name, outcome);
      });
    this.lanes = { light: lane('light'), heavy: lane('heavy') };
  }

  /** Why not all of them can be asked, in a sentence; undefined when they can. */
  get trouble(): string | undefined {
    return this.threads.find(({ trouble }) => trouble !== undefined)?.trouble;
  }

  /** Starts what the first questions will need, so that they do not wait for it. */
  warm(): void {
    for (const thread of this.first) thread.start();
  }

  /** Calls `listener` for each question that has ended. */
  onOutcome(listener: (lane: LaneName, outcome: Outcome) => void): void {
    this.outcomes.add(listener);
  }

  /** How many wait until others are answered. */
  queued(lane: LaneName): number {
    return this.lanes[lane].queued;
  }

  waiting(lane: LaneName): number {
    return this.lanes[lane].waiting;
  }

  /** @throws Problem `overloaded`, `took-too-long`, `answer-too-large`, `views-unavailable`, and those of the question */
  async value<Kind extends ReadKind>(kind: Kind, asked: Asked<Kind>, about: AskedOn): Promise<Answered<Kind>> {
    return (await this.ask(kind, asked, about, 'value')) as Answered<Kind>;
  }

  /** The answer as bytes to be sent. @throws Problem as `value` */
  async json<Kind extends ReadKind>(
    kind: Kind,
    asked: Asked<Kind>,
    about: AskedOn,
  ): Promise<HeldAnswer<Answered<Kind>>> {
    this.needRoom();
    return this.held((await this.ask(kind, asked, about, 'json')) as JsonAnswer);
  }

  /** @throws Problem `overloaded` where so much waits to be read that no more is worked out */
  needRoom(): void {
    if (this.unread > MOST_UNREAD)
      throw new Problem('overloaded', 'answers wait to be read by their clients: ask again in a moment');
  }

  /** An answer that was worked out here or elsewhere, until its client has taken it. */
  held<Value>(answer: JsonAnswer): HeldAnswer<Value> {
    this.unread += answer.bytes;
    return new HeldAnswer(answer, (bytes) => (this.unread -= bytes));
  }

  /** Files are about to go: no thread keeps them open. */
  forget(files: ViewFiles): void {
    for (const thread of this.threads) thread.forget(files);
  }

  /** Nothing is worked out any more: an answer under way would hold up the end of the process. */
  refuse(): void {
    for (const lane of Object.values(this.lanes)) lane.close();
  }

  async close(): Promise<void> {
    this.refuse();
    await Promise.all(this.threads.map((thread) => thread.close()));
  }

  private async ask<Kind extends ReadKind>(
    kind: Kind,
    asked: Asked<Kind>,
    about: AskedOn,
    as: Reading['as'],
  ): Promise<WorkedOut> {
    const { events } = about;
    const on = mayNow('personal') ? about.on : { ...about.on, masked: true as const };
    const narrowed = this.parts.narrowed();
    if (narrowed === undefined) return this.askOn(kind, asked, { on, events }, as);
    return this.askOn(kind, asked, { on: { ...on, narrowed: await narrowed }, events }, as);
  }

  private askOn<Kind extends ReadKind>(
    kind: Kind,
    asked: Asked<Kind>,
    { on, events }: AskedOn,
    as: Reading['as'],
  ): Promise<WorkedOut> {
    const cost = costOf(kind, asked, events) + partCost(kind, asked, events, on.narrowed);
    const name = cost > LIGHT ? 'heavy' : 'light';
    const end = principal()?.allowance?.question(name, cost, WAITING[name] / 2);
    return this.askIn(this.lanes[name], { kind, asked, on, as }).finally(() => end?.());
  }

  private askIn<Kind extends ReadKind>(
    lane: Lane<ThreadReader>,
    { kind, asked, on, as }: Reading & { readonly kind: Kind; readonly asked: Asked<Kind> },
  ): Promise<WorkedOut> {
    const reading: Reading = { kind, asked, on, as };
    const { stored } = on;
    const onStage = stageListener();
    onStage?.(WAITS);
    if (!areFiles(stored)) return lane.use((_thread, signal) => this.here(reading, signal, onStage), askerSignal());
    let covering: number | undefined;
    const cover = async (): Promise<void> => {
      // What keeps the index from it, the question meets itself when it asks.
      covering = await this.parts.index.cover(stored).catch(() => undefined);
    };
    return lane.use(
      (thread, signal) => thread.work(reading, covering, { signal, onStage }),
      askerSignal(),
      asksFacts(kind, asked, on.narrowed !== undefined) ? cover : undefined,
    );
  }

  private here(reading: Reading, signal: AbortSignal, onStage: OnStage | undefined): Promise<WorkedOut> {
    const { calendar, settings, keys } = this.parts;
    return workOut(reading, {
      calendar,
      keyring: keys?.keyring,
      currency: settings.currency,
      step: (stage) => {
        signal.throwIfAborted();
        if (stage !== undefined) onStage?.(stage);
      },
      shared: true,
      open: (stored) => {
        if (areFiles(stored)) throw new Error('a question about files and about read models of this thread');
        return stored;
      },
      keptOf: (stored) => this.keptOf(stored),
      headAt: (position) => this.headAt(position),
    });
  }

  /** The head of the log up to a position. Where the store of the tree is away figures are answered without one. */
  async headAt(position: string): Promise<LogHead | undefined> {
    try {
      return await this.parts.heads.at(Number(position));
    } catch (error) {
      if (error instanceof StoreAway) return undefined;
      throw error;
    }
  }

  /** Of read models that are open in this thread. */
  private keptOf(stored: Stored): Kept {
    const kept = this.kept.get(stored) ?? new Kept();
    this.kept.set(stored, kept);
    return kept;
  }

  private makeThreads(lane: LaneName, count: number): readonly ThreadReader[] {
    const { settings, index, keys, onError } = this.parts;
    const { timeZone, fiscalStart, currency } = settings;
    const data = { timeZone, fiscalStart, currency, keysAt: keys?.at };
    return Array.from(
      { length: count },
      () => new ThreadReader(`the reader for ${lane} questions`, data, HEAP[lane], { index, heads: this, onError }),
    );
  }
}

declare const OF: unique symbol;

/** An answer in memory until its client has taken it: a `Value` as JSON. */
export class HeldAnswer<Value = unknown> {
  declare readonly [OF]: Value;
  private held: number;

  constructor(
    private readonly answer: JsonAnswer,
    private readonly onReleased: (bytes: number) => void,
  ) {
    this.held = answer.bytes;
  }

  get bytes(): number {
    return this.answer.bytes;
  }

  /** Undefined where nobody looked at more than its bytes. */
  get gist(): Gist | undefined {
    return this.answer.gist;
  }

  /** How many are left. */
  get pieces(): number {
    return this.answer.pieces.length;
  }

  /** The next piece, which is held no longer; undefined at the end. */
  next(): Uint8Array | undefined {
    const piece = this.answer.pieces.shift();
    if (piece !== undefined) this.released(piece.length);
    return piece;
  }

  /** What was not taken is not going to be. */
  drop(): void {
    this.answer.pieces.length = 0;
    this.released(this.held);
  }

  private released(bytes: number): void {
    this.held -= bytes;
    this.onReleased(bytes);
  }
}
