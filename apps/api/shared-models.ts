import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_SET, readPolicySets, setKnown, type PolicySet } from '#insights/customer/published.js';
import { hadHappened, type Moment } from '#insights/query/moment.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import type { EventLog } from '#kernel/event-log.port.js';
import { Problem } from '#kernel/problem.js';
import type { Views } from '#kernel/views.port.js';
import { openSharedViews, type openPointer } from '#platform/adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { publicationOf, SHARDS, sharedVersion, type SharedBook } from '#platform/shared-book.js';
import type { Models } from './book.js';
import type { Model } from './model.js';

export interface SharedModelsParts {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly book: SharedBook;
  readonly pointer: ReturnType<typeof openPointer>;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two looks at how far the read models are: somebody may wait for them. */
const LOOK_AGAIN = 50;
const PATIENCE = 30_000;

/** The versions of the read models that projectors elsewhere keep; this process only reads them. */
export class SharedModels implements Models {
  private readonly opened = new Map<string, Views>();
  private readonly listeners = new Set<(covered: number) => void>();
  private sets: readonly PolicySet[] = [DEFAULT_SET];
  private served = DEFAULT_SET;
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();
  private lastLook = 0;
  covered = 0;

  constructor(private readonly parts: SharedModelsParts) {}

  async start(): Promise<void> {
    await this.look();
    this.looking = this.keepLooking();
  }

  /** Whether the stores have answered lately. */
  alive(): boolean {
    return Date.now() - this.lastLook < 5_000;
  }

  async use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    const known = knownAt === undefined ? this.served : await this.policiesKnown(knownAt);
    // One that is still being built is answered the old way.
    const set = known.position < this.served.position ? known : this.served;
    const { policies, definitions } = set;
    return run({ views: this.views(sharedVersion(this.parts.book, set.position)), policies, definitions });
  }

  async policiesKnown(knownAt?: Moment): Promise<PolicySet> {
    if (knownAt === undefined) return this.served;
    await this.readSets();
    const { calendar } = this.parts.book;
    return setKnown(this.sets, ({ recordedAt }) => hadHappened(recordedAt, knownAt, calendar));
  }

  async waitFor(position: number): Promise<void> {
    await this.readSets();
    const publication = this.sets.findLast((set) => set.position <= position)?.position ?? 0;
    for (const until = Date.now() + PATIENCE; this.covered < position || this.served.position < publication;) {
      if (Date.now() > until) {
        const detail = `the read models are at ${String(this.covered)}, not yet at ${String(position)}: ask again later`;
        throw new Problem('not-yet-projected', detail);
      }
      await sleep(LOOK_AGAIN / 2);
    }
  }

  onProgress(listener: (covered: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  rebuild(): Promise<void> {
    const detail =
      'read models over several machines are built anew by projectors under another name: see infra/OPERATIONS.md';
    return Promise.reject(new Problem('invalid-request', detail));
  }

  building(): undefined {
    return undefined;
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.looking;
    for (const views of this.opened.values()) await views.close();
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopped) {
      await sleep(LOOK_AGAIN);
      await this.look().catch(this.parts.onError);
    }
  }

  private async look(): Promise<void> {
    const name = await this.parts.pointer.served();
    const publication = name === undefined ? 0 : publicationOf(name);
    if (publication > (this.sets.at(-1)?.position ?? 0)) await this.readSets();
    const served = this.sets.find(({ position }) => position === publication) ?? DEFAULT_SET;
    const { position } = await this.views(sharedVersion(this.parts.book, served.position)).sums([]);
    this.served = served;
    this.lastLook = Date.now();
    if (position === this.covered) return;
    this.covered = position;
    for (const listener of this.listeners) listener(position);
  }

  private async readSets(): Promise<void> {
    this.sets = await readPolicySets(this.parts.log, this.parts.book.calendar, this.sets);
  }

  private views(name: string): Views {
    const known = this.opened.get(name) ?? openSharedViews(this.parts.stores, name, SHARDS, VIEW_SCHEMA);
    this.opened.set(name, known);
    return known;
  }
}
