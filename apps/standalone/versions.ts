import type { Workshop } from '#apps/api/replaying/workshop.js';
import { Archive } from '#apps/api/archive.js';
import type { Models } from '#apps/api/book.js';
import type { Replays } from '#apps/api/replays.js';
import type { Model } from '#apps/api/model.js';
import {
  DEFAULT_SET,
  reachableBefore,
  readPolicySets,
  setKnown,
  type Definitions,
  type PolicySet,
} from '#insights/customer/published.js';
import { hadHappened, type Moment } from '#insights/query/moment.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import { listViews, removeOtherViews, servedVersion, serveVersion } from '#platform/adapters.js';
import { Positions } from '#platform/positions.js';
import { Version } from './version.js';

/** A version under construction this near to the served one is waited for: the served one follows the log no further meanwhile. */
const NEAR = 2_000;

/** The versions of the read models: one is served, one may be built beside it, older ones tell what was known before a publication. */
export class Versions implements Models {
  private sets: readonly PolicySet[] = [DEFAULT_SET];
  /** Set before anything else is done: see `begin`. */
  private served!: Version;
  private next: Version | undefined;
  private generation = 0;
  private readonly positions = new Positions();
  /** How far publications are taken into account by what is served. */
  private readonly publications = new Positions();
  private readonly listeners = new Set<(covered: number) => void>();
  private turn: Promise<void> = Promise.resolve();
  private closing = false;
  private unlisten: (() => void) | undefined;
  private looking = false;

  private readonly archive: Archive;
  /** Of the sets that are served no more, the names of their versions by position. */
  private readonly kept = new Map<number, string>();

  private constructor(
    private readonly workshop: Workshop,
    replays: Replays,
  ) {
    const open = async (set: PolicySet): Promise<Version | undefined> => {
      const name = this.kept.get(set.position);
      return name === undefined ? undefined : Version.kept(name, set, workshop);
    };
    this.archive = new Archive({ replays, open, onError: workshop.onError });
  }

  static async open(workshop: Workshop, replays: Replays): Promise<Versions> {
    const versions = new Versions(workshop, replays);
    await versions.begin();
    return versions;
  }

  get covered(): number {
    return this.positions.covered;
  }

  /** Why questions may meet old figures or none, a sentence; undefined when all is well. */
  get trouble(): string | undefined {
    return this.served.trouble ?? this.next?.trouble;
  }

  async use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    if (knownAt !== undefined) {
      const set = await this.policiesKnown(knownAt);
      // One that is still being built is answered the old way.
      if (set.position < this.served.set.position) return this.archive.use(set, this.sets, run);
    }
    return this.served.use(run);
  }

  async policiesKnown(knownAt?: Moment): Promise<PolicySet> {
    if (knownAt === undefined) return this.served.set;
    await this.look();
    const { calendar } = this.workshop;
    return setKnown(this.sets, ({ recordedAt }) => hadHappened(recordedAt, knownAt, calendar));
  }

  async waitFor(position: number): Promise<void> {
    await this.look();
    const publication = this.sets.findLast((set) => set.position <= position) ?? DEFAULT_SET;
    await this.publications.waitFor(publication.position);
    await this.positions.waitFor(position);
  }

  onProgress(listener: (covered: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  rebuild(): Promise<void> {
    return this.inTurn(() => this.build(this.sets.at(-1) ?? DEFAULT_SET));
  }

  building(): { readonly definitions: Definitions; readonly position: number } | undefined {
    return this.next === undefined
      ? undefined
      : { definitions: this.next.set.definitions, position: this.next.covered };
  }

  async close(): Promise<void> {
    this.closing = true;
    this.unlisten?.();
    await this.turn;
    await this.next?.close();
    await this.served.close();
    await this.archive.close();
  }

  /** Goes on where the last process stopped: with what it served, and what it was building. */
  private async begin(): Promise<void> {
    const { settings, log, calendar } = this.workshop;
    this.sets = await readPolicySets(log, calendar);
    const names = await listViews(settings.dataDir, VIEW_SCHEMA);
    this.generation = Math.max(0, ...names.map((name) => Number(name.split('.')[1])));
    const newest = this.sets.at(-1) ?? DEFAULT_SET;
    const pointer = await servedVersion(settings.dataDir);
    const name = names.find((candidate) => candidate === pointer) ?? this.newName(newest);
    const set = this.sets.find(({ position }) => String(position) === name.split('.')[0]) ?? newest;
    const unfinished = names.find((one) => one !== name && one.startsWith(`${String(newest.position)}.`));
    const resumed = newest.position > set.position ? unfinished : undefined;
    const reachable = reachableBefore(set.position, this.sets);
    const kept = reachable.flatMap((old) => names.find((one) => one.startsWith(`${String(old.position)}.`)) ?? []);
    await removeOtherViews(settings.dataDir, [name, ...kept, ...(resumed === undefined ? [] : [resumed])]);
    for (const old of reachable) {
      const file = kept.find((one) => one.startsWith(`${String(old.position)}.`));
      if (file !== undefined) this.kept.set(old.position, file);
    }
    this.served = await Version.following(name, set, this.workshop, (version) => this.progressed(version));
    if (pointer !== name) await serveVersion(settings.dataDir, name);
    this.publications.reached(set.position);
    this.unlisten = log.onAppend(() => this.appended());
    if (newest.position > set.position) await this.build(newest, resumed);
    this.progressed(this.served);
  }

  private appended(): void {
    this.served.poke();
    this.next?.poke();
    if (this.looking) return;
    this.looking = true;
    this.look()
      .catch((error: unknown) => this.workshop.onError(error))
      .finally(() => (this.looking = false));
  }

  /** Takes up what was published since it last looked. */
  private look(): Promise<void> {
    return this.inTurn(async () => {
      const { log, calendar } = this.workshop;
      const sets = await readPolicySets(log, calendar, this.sets);
      if (sets.length === this.sets.length) return;
      this.sets = sets;
      await this.build(sets.at(-1) ?? DEFAULT_SET);
    });
  }

  /** Begins a version beside the served one; what was being built before is out of date. */
  private async build(set: PolicySet, name = this.newName(set)): Promise<void> {
    if (this.closing) return;
    await this.next?.remove();
    this.next = undefined;
    this.next = await Version.following(name, set, this.workshop, (version) => this.progressed(version));
    this.progressed(this.next);
  }

  private newName({ position }: PolicySet): string {
    return `${String(position)}.${String(++this.generation)}`;
  }

  private progressed(version: Version): void {
    if (version === this.served) {
      this.positions.reached(version.covered);
      for (const listener of this.listeners) listener(version.covered);
    }
    if (this.isDue()) {
      this.inTurn(() => this.switch()).catch((error: unknown) => this.workshop.onError(error));
    }
  }

  /** What is built is nearly as far as what is served, and that has everything from before the publication. */
  private isDue(): boolean {
    const { next, served } = this;
    if (next === undefined || this.closing) return false;
    return next.covered >= served.covered - NEAR && served.covered >= next.set.position - 1;
  }

  private async switch(): Promise<void> {
    if (!this.isDue()) return;
    const next = this.next as Version;
    const old = this.served;
    // It may have been stopped by an earlier attempt.
    await old.stop();
    if (next.covered < old.covered) return;
    await serveVersion(this.workshop.settings.dataDir, next.name);
    this.served = next;
    this.next = undefined;
    this.publications.reached(next.set.position);
    this.progressed(next);
    this.retire(old);
  }

  /** A version that a question about the past can reach is kept as it is. */
  private retire(old: Version): void {
    const isReachable = reachableBefore(this.served.set.position, this.sets).includes(old.set);
    if (isReachable) this.kept.set(old.set.position, old.name);
    const done = isReachable ? old.close() : old.remove();
    done.catch((error: unknown) => this.workshop.onError(error));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
