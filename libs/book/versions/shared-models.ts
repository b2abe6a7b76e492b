import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeper } from './keeper.js';
import { sharedKeeper } from './shared-keeper.js';
import { fit } from './standings.js';
import { living, NO_VERSIONS, publicationOf, retiredOf, type Versions } from './state.js';
import { DEFAULT_SET, type Definitions, type PolicySet } from '#subjects/policies/policy-sets.js';
import type { Moment } from '#kernel/time/moment.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { Breaker } from '#engine/breaker.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { Origins } from '#kernel/ports/origins.js';
import type { Register } from '#kernel/ports/register.js';
import { Problem } from '#kernel/problem.js';
import { StoreAway } from '#kernel/store-away.js';
import { withTimeout } from '#kernel/with-timeout.js';
import type { ViewSchema } from '#kernel/ports/views-schema.js';
import { readSharedViews, type SharedViews } from '#platform/distributed-adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import type { SharedBook } from '../shared-book.js';
import { Archive } from './archive.js';
import type { Models } from '../book.js';
import { Coverage } from './coverage.js';
import type { Model } from '../model.js';
import { OpenModel } from './open-model.js';
import type { Readers } from '../reading/readers.js';
import type { Replays } from '../replays/replays.js';
import { ServedModel } from './served-model.js';

export interface SharedModelsParts {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly book: SharedBook;
  readonly register: Register<Versions>;
  readonly origins: Origins;
  /** Of the store of the read models. */
  readonly breaker: Breaker;
  readonly replays: Replays;
  readonly readers: Readers;
  /** Told of read models that must not answer any more, and why. */
  readonly onSetAside: (name: string, why: string) => void;
  /** What answered is not of the log there is now: nor may anything be that is remembered of it. */
  readonly onLost: () => void;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two looks at how far the read models are: somebody may wait for them. */
const LOOK_AGAIN = 50;
/** Milliseconds without a look after which a question looks first: what was served then may be gone. */
const STALE = 10_000;
/** Milliseconds between two checks whether they are of the log. */
const CHECK_AGAIN = 1_000;
/** Milliseconds that a question waits for a check: a log that is slow keeps nobody from what there is. */
const ASSURED_TIMEOUT = 2_000;

/** The versions of the read models that projectors elsewhere keep; this process only reads them. */
export class SharedModels implements Models {
  private readonly archive: Archive;
  private readonly coverage: Coverage;
  private readonly keeper: Keeper;
  private known: Versions = NO_VERSIONS;
  private readonly served: ServedModel;
  private built: { readonly name: string; readonly views: SharedViews; position: number } | undefined;
  private readonly stop = new AbortController();
  private turn: Promise<void> = Promise.resolve();
  private looking: Promise<void> = Promise.resolve();
  private lastLook = 0;
  private checking: Promise<void> | undefined;
  /** Whether the last check failed: the log may be back by now, and be another one. */
  private unsure = false;
  /** Whether the last version that was opened is none that this release can read. */
  private isForeign = false;

  constructor(private readonly parts: SharedModelsParts) {
    const { replays, onError, book } = parts;
    this.served = new ServedModel({ open: (name) => this.open(name), onError });
    this.coverage = new Coverage(book.calendar, () => this.served.current);
    this.archive = new Archive({ replays, onError, open: (set) => this.retired(set) });
    this.keeper = sharedKeeper(book, { ...parts, position: async (name) => this.positionOf(name) });
  }

  /** Resolves when it is known what there is; begins the first version of all. */
  async start(): Promise<void> {
    await this.check();
    this.looking = this.again(LOOK_AGAIN, () => this.look());
    void this.again(CHECK_AGAIN, () => this.check());
  }

  get position(): number {
    return this.coverage.position;
  }

  /** Whether the stores have answered lately. */
  alive(): boolean {
    return Date.now() - this.lastLook < STALE / 2;
  }

  /** Why questions are refused, a sentence; undefined when they are not. */
  get trouble(): string | undefined {
    return this.served.current === undefined ? this.progress() : undefined;
  }

  async use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    await this.assured();
    const served = this.current();
    if (knownAt !== undefined) {
      const set = await this.policiesKnown(knownAt);
      // One that is still being built is answered the old way.
      if (set.position < served.set.position) return this.archive.use(set, this.coverage.sets, run);
    }
    return served.use(run);
  }

  async policiesKnown(knownAt?: Moment): Promise<PolicySet> {
    return knownAt === undefined ? this.current().set : this.coverage.setKnown(knownAt);
  }

  async waitFor(position: number): Promise<void> {
    await this.assured();
    this.current();
    // Nothing more is covered while the store is away.
    await this.parts.breaker.call(() => this.coverage.waitFor(position));
  }

  onProgress(listener: (position: number) => void): () => void {
    return this.coverage.onProgress(listener);
  }

  async rebuild(): Promise<void> {
    await this.keeper.rebuild();
    await this.look();
  }

  building(): { readonly definitions: Definitions; readonly position: number } | undefined {
    const { built } = this;
    if (built === undefined) return undefined;
    const { definitions } = this.setOf(built.name) ?? DEFAULT_SET;
    return { definitions, position: built.position };
  }

  async close(): Promise<void> {
    this.stop.abort();
    // Not for a check: the log may be silent.
    await this.looking;
    await this.turn;
    await this.built?.views.close();
    await this.served.close();
    await this.archive.close();
  }

  private async again(ms: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.stop;
    for (;;) {
      await sleep(ms, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await work().catch((error: unknown) => this.failed(error));
    }
  }

  /** Of a store that is away `/readyz` and its log tell; the next look goes through when it is back. */
  private failed(error: unknown): void {
    if (!(error instanceof StoreAway) && !this.stop.signal.aborted) this.parts.onError(error);
  }

  /**
   * What is answered is of the log there is, as far as anybody can tell: where the last check failed, by another one. While the log is away
   * that fails too, and what there is goes on answering.
   */
  private async assured(): Promise<void> {
    if (this.unsure) await withTimeout(ASSURED_TIMEOUT, 'a check', this.check()).catch(() => undefined);
    if (this.served.current !== undefined && Date.now() - this.lastLook > STALE) await this.look();
  }

  /** Whether what is served may be, by the log. */
  private check(): Promise<void> {
    return (this.checking ??= this.checkNow().finally(() => (this.checking = undefined)));
  }

  private async checkNow(): Promise<void> {
    try {
      await this.keeper.look();
      await this.look();
      this.unsure = false;
    } catch (error) {
      this.unsure = true;
      throw error;
    }
  }

  private look(): Promise<void> {
    const look = this.turn.then(() => this.lookNow());
    this.turn = look.catch(() => undefined);
    return look;
  }

  private async lookNow(): Promise<void> {
    if (this.stop.signal.aborted) return;
    const before = this.known;
    this.known = await this.parts.register.read();
    this.leaveLost(before, this.known);
    await this.show(this.known.served);
    await this.lookAtBuilt();
    this.lastLook = Date.now();
  }

  /** What must not answer any more does not, nor what was made with it. */
  private leaveLost({ retired }: Versions, now: Versions): void {
    const { current } = this.served;
    const isLost = current !== undefined && !living(now).includes(current.name);
    if (!isLost && !retired.some((one) => now.abandoned.some(({ name }) => name === one.name))) return;
    this.archive.clear();
    this.parts.onLost();
    if (!isLost) return;
    this.served.leave();
    this.coverage.beginAgain();
  }

  private async show(name: string | undefined): Promise<void> {
    if (name === undefined) return;
    // What answers here may not have come to the publication yet.
    if (this.setOf(name) === undefined) await this.coverage.readSetsOf(this.parts.log);
    await this.served.show(name);
    const { current } = this.served;
    if (current !== undefined) this.coverage.moveTo(current.position, current.set);
  }

  private async lookAtBuilt(): Promise<void> {
    const { next } = this.known;
    if (this.built?.name !== next) {
      await this.built?.views.close();
      this.built = next === undefined ? undefined : { name: next, views: this.read(next), position: 0 };
    }
    if (this.built !== undefined) this.built.position = await this.built.views.position();
  }

  private positionOf(name: string): number | undefined {
    const { current } = this.served;
    if (name === current?.name) return current.position;
    return name === this.built?.name ? this.built.position : undefined;
  }

  /** The version of a set that is served no more, where it still is, and whole. */
  private async retired(set: PolicySet): Promise<OpenModel | undefined> {
    const name = retiredOf(this.known, set.position);
    const model = name === undefined ? undefined : await this.open(name);
    if (model === undefined) return undefined;
    const { position } = await model.views.sums([]);
    model.position = position;
    if (position > 0) return model;
    await model.close();
    return undefined;
  }

  /** @throws Problem `views-unavailable` while there is none */
  private current(): OpenModel {
    const { current } = this.served;
    if (current !== undefined) return current;
    throw new Problem('views-unavailable', `the read models ${this.progress()}: ask again when /readyz says so`);
  }

  private progress(): string {
    const { served, goal = 0 } = this.known;
    if (served !== undefined) return this.isForeign ? 'are of another release, which its api reads' : 'are being read';
    return `are being built from the log, at ${String(this.built?.position ?? 0)} of ${String(goal)}`;
  }

  /** Undefined where another release made it of what it alone understands. */
  private async open(name: string): Promise<OpenModel<SharedViews> | undefined> {
    const origin = (await this.parts.origins.read([name])).get(name);
    this.isForeign = origin === undefined || !['current', 'still'].includes(fit(origin, VIEW_SCHEMA));
    if (origin === undefined || this.isForeign) return undefined;
    const set = this.setOf(name);
    if (set === undefined) throw new Error(`the log has no publication that ${name} could be under`);
    return new OpenModel(name, set, () => this.read(name, origin.schema), this.parts.readers);
  }

  private read(name: string, schema: ViewSchema = VIEW_SCHEMA): SharedViews {
    return readSharedViews(this.parts.stores, name, SHARDS, schema, this.parts.breaker);
  }

  private setOf(name: string): PolicySet | undefined {
    return this.coverage.sets.find(({ position }) => position === publicationOf(name));
  }
}
