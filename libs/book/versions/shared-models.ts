import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SET, type Definitions, type PolicySet } from '#subjects/policies/published.js';
import type { Moment } from '#kernel/time/moment.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { Breaker } from '#engine/breaker.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { StoreAway } from '#kernel/store-away.js';
import { readSharedViews, type openVersions, type SharedViews } from '#platform/adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import type { SharedBook } from '../shared-book.js';
import { begun, NO_VERSIONS, publicationOf, retiredOf, type SharedVersions } from '#platform/shared-versions.js';
import { Archive } from './archive.js';
import type { Models } from '../book.js';
import { Coverage } from './coverage.js';
import type { Model } from '../model.js';
import { OpenModel } from './open-model.js';
import type { Readers } from '../reading/readers.js';
import type { Replays } from '../replays/replays.js';

export interface SharedModelsParts {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly book: SharedBook;
  readonly versions: ReturnType<typeof openVersions>;
  /** Of the store of the read models. */
  readonly breaker: Breaker;
  readonly replays: Replays;
  readonly readers: Readers;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two looks at how far the read models are: somebody may wait for them. */
const LOOK_AGAIN = 50;
/** Milliseconds without a look after which a question looks first: what was served then may be gone. */
const STALE = 10_000;

/** The versions of the read models that projectors elsewhere keep; this process only reads them. */
export class SharedModels implements Models {
  private readonly archive: Archive;
  private readonly coverage: Coverage;
  private known: SharedVersions = NO_VERSIONS;
  private served: OpenModel | undefined;
  /** Served by the projectors, not by this process yet: its facts are being read, or it is still behind. */
  private warming: { readonly model: OpenModel; covered: number; reading: boolean } | undefined;
  private built: { readonly name: string; readonly views: SharedViews; position: number } | undefined;
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();
  private lastLook = 0;

  constructor(private readonly parts: SharedModelsParts) {
    const { replays, onError, book } = parts;
    this.coverage = new Coverage(book.calendar, () => this.served);
    this.archive = new Archive({ replays, onError, open: (set) => this.retired(set) });
  }

  /** Resolves when there is a version to answer from; begins the first of all. */
  async start(): Promise<void> {
    const { versions, book, log } = this.parts;
    await this.coverage.readSetsOf(log);
    const { position } = this.coverage.newest;
    await versions.change((known) =>
      known.served === undefined ? begun(known, book.id, position, new Date()) : undefined,
    );
    await this.look();
    this.looking = this.keepLooking();
  }

  get covered(): number {
    return this.coverage.covered;
  }

  /** Whether the stores have answered lately. */
  alive(): boolean {
    return Date.now() - this.lastLook < STALE / 2;
  }

  async use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    if (Date.now() - this.lastLook > STALE) await this.look();
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

  waitFor(position: number): Promise<void> {
    // Nothing more is covered while the store is away.
    return this.parts.breaker.call(() => this.coverage.waitFor(position));
  }

  onProgress(listener: (covered: number) => void): () => void {
    return this.coverage.onProgress(listener);
  }

  async rebuild(): Promise<void> {
    const { versions, book } = this.parts;
    await this.coverage.readSets();
    const { position } = this.coverage.newest;
    this.known = await versions.change((known) => begun(known, book.id, position, new Date()));
  }

  building(): { readonly definitions: Definitions; readonly position: number } | undefined {
    return this.built && { definitions: this.setOf(this.built.name).definitions, position: this.built.position };
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.looking;
    await this.built?.views.close();
    await this.warming?.model.close();
    await this.served?.close();
    await this.archive.close();
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      await sleep(LOOK_AGAIN);
      await this.look().catch((error: unknown) => this.lookFailed(error));
    }
  }

  /** Of a store that is away `/readyz` and its log tell; the next look goes through when it is back. */
  private lookFailed(error: unknown): void {
    if (!(error instanceof StoreAway)) this.parts.onError(error);
  }

  private async look(): Promise<void> {
    this.known = await this.parts.versions.read();
    const { served = '' } = this.known;
    // What was served before covers the publication of what is served now.
    if (publicationOf(served) > this.coverage.newest.position) await this.coverage.readSets();
    this.served ??= this.open(served);
    if (served !== this.served.name) await this.changeOver(this.served, served);
    const { position } = await this.served.views.sums([]);
    this.served.covered = position;
    await this.lookAtBuilt();
    this.lastLook = Date.now();
    this.coverage.reached(position, this.served.set);
  }

  /** The next version is served when it has its facts at hand and shows no less than the one before; until then that goes on answering. */
  private async changeOver(old: OpenModel, name: string): Promise<void> {
    if (this.warming?.model.name !== name) {
      await this.warming?.model.close();
      this.warming = { model: this.open(name), covered: -1, reading: false };
    }
    const { warming } = this;
    if (warming.reading) return;
    if (warming.covered >= this.covered) {
      this.served = warming.model;
      this.warming = undefined;
      old.close().catch(this.parts.onError);
      return;
    }
    warming.reading = true;
    warming.model.views
      .sums([])
      .then(({ position }) => (warming.covered = position))
      .catch(this.parts.onError)
      .finally(() => (warming.reading = false));
  }

  private async lookAtBuilt(): Promise<void> {
    const { next } = this.known;
    if (this.built?.name !== next) {
      await this.built?.views.close();
      this.built = next === undefined ? undefined : { name: next, views: this.read(next), position: 0 };
    }
    if (this.built !== undefined) this.built.position = await this.built.views.position();
  }

  /** The version of a set that is served no more, where it still is. */
  private async retired(set: PolicySet): Promise<OpenModel | undefined> {
    const name = retiredOf(this.known, set.position);
    if (name === undefined) return undefined;
    const model = this.open(name);
    const { position } = await model.views.sums([]);
    model.covered = position;
    if (position > 0) return model;
    await model.close();
    return undefined;
  }

  private current(): OpenModel {
    if (this.served === undefined) throw new Error('the read models are used before they were looked for');
    return this.served;
  }

  private open(name: string): OpenModel {
    return new OpenModel(name, this.setOf(name), () => this.read(name), this.parts.readers);
  }

  private read(name: string): SharedViews {
    return readSharedViews(this.parts.stores, name, SHARDS, VIEW_SCHEMA, this.parts.breaker);
  }

  private setOf(name: string): PolicySet {
    return this.coverage.sets.find(({ position }) => position === publicationOf(name)) ?? DEFAULT_SET;
  }
}
