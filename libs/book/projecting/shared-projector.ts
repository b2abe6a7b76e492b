import { Evidence } from '../versions/evidence.js';
import type { Keeper, Kept } from '../versions/keeper.js';
import { sharedKeeper } from '../versions/shared-keeper.js';
import { evolve, followed, publicationOf, unneeded, type Versions } from '../versions/state.js';
import { reachableBefore, type PolicySet } from '#subjects/policies/policy-sets.js';
import { createProjection } from './projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { Bus } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { WriteAheadOrigins } from '#kernel/ports/origins.js';
import { project } from '#engine/project/project.js';
import { openSharedViews, type SharedViews } from '#platform/distributed-adapters.js';
import type { Register } from '#kernel/ports/register.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import type { SharedBook } from '../shared-book.js';

export interface SharedProjectorParts {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly bus: Bus;
  readonly book: SharedBook;
  readonly register: Register<Versions>;
  readonly origins: WriteAheadOrigins;
  /** Told of read models that must not answer any more, and why. */
  readonly onSetAside: (name: string, why: string) => void;
  readonly onError: (error: unknown) => void;
}

interface Followed {
  readonly views: SharedViews;
  stop(): Promise<void>;
}

/** Milliseconds between two looks for versions that are wanted, due or left. */
const LOOK_AGAIN = 1_000;
/** Milliseconds a version that nobody follows any more stays: questions that began on it have ended by then. */
const KEEP = 60_000;

/** One projector among several: follows the version that is served, and the one that is built beside it. */
export class SharedProjector {
  private readonly followed = new Map<string, Followed>();
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly keeper: Keeper;

  constructor(private readonly parts: SharedProjectorParts) {
    const position = async (name: string): Promise<number | undefined> => this.followed.get(name)?.views.position();
    this.keeper = sharedKeeper(parts.book, { ...parts, position });
  }

  async start(): Promise<void> {
    await this.look();
    this.again();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
    await Promise.all([...this.followed.values()].map((followed) => followed.stop()));
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.turn = this.look().catch(this.parts.onError);
      void this.turn.then(() => this.again());
    }, LOOK_AGAIN);
  }

  private async look(): Promise<void> {
    const kept = await this.keeper.look();
    await this.followOnly(kept);
    await this.dropLeft(kept);
  }

  /** What another release made, that follows. */
  private async followOnly({ versions, sets, ours }: Kept): Promise<void> {
    const names = followed(versions).filter((name) => ours.has(name));
    for (const name of names) if (!this.followed.has(name)) this.followed.set(name, await this.follow(name, sets));
    for (const [name, one] of this.followed) {
      if (names.includes(name)) continue;
      this.followed.delete(name);
      await one.stop();
    }
  }

  private async follow(name: string, sets: readonly PolicySet[]): Promise<Followed> {
    const { log, bus, book, origins } = this.parts;
    const set = sets.find(({ position }) => position === publicationOf(name));
    if (set === undefined) throw new Error(`the log has no publication that ${name} could be under`);
    const views = this.open(name);
    const evidence = new Evidence(name, { log, origins });
    const unsubscribe = await project({
      bus,
      group: name,
      log,
      views,
      projection: createProjection(book.calendar, set.policies),
      shards: SHARDS,
      dayOf: (instant) => book.calendar.dayOf(instant),
      mayApply: (to) => evidence.covers(to),
      onProgress: () => undefined,
    });
    const stop = async (): Promise<void> => {
      await unsubscribe();
      await views.close();
    };
    return { views, stop };
  }

  private async dropLeft({ versions, sets }: Kept): Promise<void> {
    const { register, origins } = this.parts;
    const shown = versions.served ?? versions.next;
    if (shown === undefined) return;
    const reachable = reachableBefore(publicationOf(shown), sets).map(({ position }) => position);
    for (const name of unneeded(versions, reachable, Date.now() - KEEP)) {
      const views = this.open(name);
      await views.drop().finally(() => views.close());
      await origins.forget(name);
      await register.change((known) => evolve(known, { type: 'Forgotten', name }));
    }
  }

  private open(name: string): SharedViews {
    return openSharedViews(this.parts.stores, name, SHARDS, VIEW_SCHEMA);
  }
}
