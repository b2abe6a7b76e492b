import type { Workshop } from '../replays/workshop.js';
import { Archive } from './archive.js';
import type { Models } from '../book.js';
import type { Replays } from '../replays/replays.js';
import type { Model } from '../model.js';
import { Coverage } from './coverage.js';
import { reachableBefore, type Definitions, type PolicySet } from '#subjects/policies/policy-sets.js';
import type { Moment } from '#kernel/time/moment.js';
import { Problem } from '#kernel/problem.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { removeOtherViews, servedVersion, serveVersion } from '#platform/embedded-adapters.js';
import { VERSIONS, type Seen, type Standing } from './due.js';
import { evolve, NO_VERSIONS, retiredOf, unneeded, type Happening, type Versions as State } from './state.js';
import { keptBefore, storedVersions, type StoredVersion } from './stored-versions.js';
import { Version } from './version.js';

/** A version under construction this near to the served one, or to the log's end, is waited for. */
const NEAR = 2_000;
/** Milliseconds after which what failed is tried again, if nothing else is a reason to look before. */
const LOOK_AGAIN = 1_000;
/** Milliseconds that opening waits for the first version of all where the log is short. */
const FIRST_TIMEOUT = 30_000;

/**
 * The versions of the read models: one is served, one may be built beside it, older ones tell what was known before a publication. One
 * that an earlier release made is served as it is until the next is built; one that was made from another log than there is never is, and
 * questions are refused meanwhile. What was served is removed only when another one is.
 */
export class Versions implements Models {
  private served: Version | undefined;
  /** Whether the served one is of this release and follows the log. */
  private isFollowing = false;
  private next: Version | undefined;
  private state: State = NO_VERSIONS;
  private readonly coverage: Coverage;
  private readonly firstServed = Promise.withResolvers<undefined>();
  private turn: Promise<void> = Promise.resolve();
  private closing = false;
  private unlisten: (() => void) | undefined;
  private isLookDue = false;
  private again: NodeJS.Timeout | undefined;
  private readonly archive: Archive;

  private constructor(
    private readonly workshop: Workshop,
    replays: Replays,
  ) {
    this.coverage = new Coverage(workshop.calendar, () => (this.isFollowing ? this.served : undefined));
    const open = async (set: PolicySet): Promise<Version | undefined> => {
      const name = retiredOf(this.state, set.position);
      return name === undefined ? undefined : new Version(name, set, workshop);
    };
    this.archive = new Archive({ replays, open, onError: workshop.onError });
  }

  /** Resolves when it is known what there is; on a short log, when questions are answered from all of it. */
  static async open(workshop: Workshop, replays: Replays): Promise<Versions> {
    const versions = new Versions(workshop, replays);
    await versions.begin();
    if ((versions.state.goal ?? 0) <= NEAR)
      await withTimeout(FIRST_TIMEOUT, 'the first version', versions.firstServed.promise).catch(workshop.onError);
    return versions;
  }

  get position(): number {
    return this.coverage.position;
  }

  /** Why questions meet old figures or none, a sentence; undefined when all is well. */
  get trouble(): string | undefined {
    const trouble = this.served?.trouble ?? this.next?.trouble;
    if (this.served !== undefined) return trouble;
    return trouble === undefined ? this.progress() : `${this.progress()}; ${trouble}`;
  }

  async use<Answer>(knownAt: Moment | undefined, run: (model: Model) => Promise<Answer>): Promise<Answer> {
    if (knownAt !== undefined) {
      const set = await this.policiesKnown(knownAt);
      // One that is still being built is answered the old way.
      if (set.position < this.current().set.position) return this.archive.use(set, this.coverage.sets, run);
    }
    return this.current().use(run);
  }

  async policiesKnown(knownAt?: Moment): Promise<PolicySet> {
    return knownAt === undefined ? this.current().set : this.coverage.setKnown(knownAt);
  }

  async waitFor(position: number): Promise<void> {
    this.current();
    await this.coverage.waitFor(position);
  }

  onProgress(listener: (position: number) => void): () => void {
    return this.coverage.onProgress(listener);
  }

  rebuild(): Promise<void> {
    return this.inTurn(() => this.settle(true));
  }

  building(): { readonly definitions: Definitions; readonly position: number } | undefined {
    const { next } = this;
    return next && { definitions: next.set.definitions, position: next.position };
  }

  async close(): Promise<void> {
    this.closing = true;
    this.unlisten?.();
    clearTimeout(this.again);
    await this.turn;
    await this.next?.close();
    await this.served?.close();
    await this.archive.close();
  }

  /** Goes on where the last process stopped: with what it served, and what it was building. */
  private async begin(): Promise<void> {
    const { settings, log } = this.workshop;
    await this.coverage.readSetsOf(log);
    const stored = await storedVersions(this.workshop);
    this.state = { ...NO_VERSIONS, generation: stored[0]?.generation ?? 0 };
    const pointer = await servedVersion(settings.dataDir);
    const found = stored.find(({ name, state }) => name === pointer && state !== 'useless');
    const set = this.coverage.sets.find(({ position }) => position === found?.publication);
    const { position: newest } = this.coverage.newest;
    const unfinished = stored.find(
      ({ name, state, publication }) => name !== pointer && state === 'whole' && publication === newest,
    );
    if (found !== undefined && set !== undefined) await this.serveFound(found, set, stored, unfinished);
    this.unlisten = log.onAppend(() => this.appended());
    await this.settle(false, unfinished?.name);
  }

  private async serveFound(
    found: StoredVersion,
    set: PolicySet,
    stored: readonly StoredVersion[],
    unfinished: StoredVersion | undefined,
  ): Promise<void> {
    this.served = new Version(found.name, set, this.workshop);
    this.served.position = found.position;
    this.state = { ...this.state, served: found.name };
    if (found.state === 'whole') {
      const kept = keptBefore(set.position, this.coverage.sets, stored);
      this.state = { ...this.state, retired: kept.map((name) => ({ name, at: new Date().toISOString() })) };
      this.isFollowing = true;
      const isGoneOn = unfinished !== undefined && unfinished.publication !== found.publication;
      await this.tidy(isGoneOn ? [unfinished.name] : []);
      this.served.follow((version) => this.moved(version));
    }
    this.firstServed.resolve(undefined);
    this.moved(this.served);
  }

  private appended(): void {
    this.served?.poke();
    this.next?.poke();
    this.lookSoon();
  }

  private lookSoon(): void {
    if (this.isLookDue || this.closing) return;
    this.isLookDue = true;
    this.inTurn(() => {
      this.isLookDue = false;
      return this.look();
    }).catch((error: unknown) => {
      this.workshop.onError(error);
      this.again = setTimeout(() => this.lookSoon(), LOOK_AGAIN);
    });
  }

  /** Takes up what was published since it last looked, or could not be taken up before. */
  private async look(): Promise<void> {
    // Where none follows the log there is nothing to find new ones in.
    await (this.isFollowing ? this.coverage.readSets() : this.coverage.readSetsOf(this.workshop.log));
    await this.settle(false);
  }

  /** Does what is due. @param unfinished one that an earlier process was building, to go on with where one is to be begun */
  private async settle(isRebuildWanted: boolean, unfinished?: string): Promise<void> {
    if (this.closing) return;
    for (const happening of VERSIONS.decide(await this.see(isRebuildWanted), this.state)) {
      if (happening.type === 'Begun') await this.build(happening, unfinished);
      if (happening.type === 'Switched') await this.switch(happening);
    }
  }

  private async see(isRebuildWanted: boolean): Promise<Seen> {
    const { served, next } = this;
    const standings = new Map<string, Standing>();
    if (next !== undefined) standings.set(next.name, { kind: 'current', position: next.position });
    if (served !== undefined)
      standings.set(served.name, this.isFollowing ? { kind: 'current', position: served.position } : { kind: 'still' });
    return {
      at: new Date().toISOString(),
      prefix: '',
      newest: this.coverage.newest.position,
      tail: await this.workshop.log.tail(),
      // Who opens waits for the first version.
      isUnused: false,
      near: NEAR,
      isFirstLook: true,
      isRebuildWanted,
      standings,
    };
  }

  /** Begins a version beside the served one; what was being built before is out of date. */
  private async build(begun: Happening & { type: 'Begun' }, unfinished?: string): Promise<void> {
    const { generation } = this.state;
    const { next: before } = this;
    await before?.remove();
    this.state = evolve(this.state, unfinished === undefined ? begun : { ...begun, name: unfinished });
    if (before !== undefined) this.state = evolve(this.state, { type: 'Forgotten', name: before.name });
    if (unfinished !== undefined) this.state = { ...this.state, generation };
    this.next = new Version(unfinished ?? begun.name, this.coverage.newest, this.workshop);
    this.next.follow((version) => this.moved(version));
  }

  private moved(version: Version): void {
    if (version === this.served) this.coverage.moveTo(version.position, version.set);
    this.lookSoon();
  }

  private async switch(switched: Happening): Promise<void> {
    const { next, served: old } = this;
    // It may have been stopped by an earlier attempt.
    await old?.stop();
    if (next === undefined || next.position < (old?.position ?? 0)) return;
    await serveVersion(this.workshop.settings.dataDir, next.name);
    this.state = evolve(this.state, switched);
    this.served = next;
    this.next = undefined;
    const wasFollowing = this.isFollowing;
    this.isFollowing = true;
    this.firstServed.resolve(undefined);
    this.moved(next);
    if (old !== undefined) this.retire(old, wasFollowing);
    if (!wasFollowing) await this.tidy(old === undefined ? [] : [old.name]);
  }

  /** A version that a question about the past can reach is kept as it is. */
  private retire(old: Version, isWhole: boolean): void {
    const reachable = reachableBefore(this.current().set.position, this.coverage.sets).map(({ position }) => position);
    const isLeft = !isWhole || unneeded(this.state, reachable, Infinity).includes(old.name);
    if (isLeft) this.state = evolve(this.state, { type: 'Forgotten', name: old.name });
    const done = isLeft ? old.remove() : old.close();
    done.catch(this.workshop.onError);
  }

  /** Removes what neither answers questions nor is named. */
  private async tidy(more: readonly string[]): Promise<void> {
    const names = [this.current().name, ...this.state.retired.map(({ name }) => name), ...more];
    await removeOtherViews(this.workshop.settings.dataDir, names);
  }

  /** @throws Problem `views-unavailable` while there is none */
  private current(): Version {
    if (this.served !== undefined) return this.served;
    throw new Problem('views-unavailable', `the read models ${this.progress()}: ask again when /readyz says so`);
  }

  private progress(): string {
    return `are being built from the log, at ${String(this.next?.position ?? 0)} of ${String(this.state.goal ?? 0)}`;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
