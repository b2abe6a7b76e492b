import { DEFAULT_SET, reachableBefore, readPolicySets, type PolicySet } from '#subjects/policies/published.js';
import { createProjection } from './projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { Bus } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { project } from '#engine/project/project.js';
import { openSharedViews, type openVersions, type SharedViews } from '#platform/adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import type { SharedBook } from '../shared-book.js';
import {
  begun,
  forgotten,
  publicationOf,
  retiredOf,
  switched,
  type SharedVersions,
} from '#platform/shared-versions.js';

export interface SharedProjectorParts {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly bus: Bus;
  readonly book: SharedBook;
  readonly versions: ReturnType<typeof openVersions>;
  readonly onError: (error: unknown) => void;
}

interface Followed {
  readonly views: SharedViews;
  stop(): Promise<void>;
}

/** Milliseconds between two looks for versions that are wanted, due or left. */
const LOOK_AGAIN = 500;
/** What is built is near what is served when it is not further behind than this, in positions: the rest comes while answers change over. */
const NEAR = 1_000_000;
/** Milliseconds a version that nobody follows any more stays: questions that began on it have ended by then. */
const KEEP = 60_000;

/** One projector among several: follows the version that is served, and the one that is built beside it. */
export class SharedProjector {
  private readonly followed = new Map<string, Followed>();
  private sets: readonly PolicySet[] = [DEFAULT_SET];
  private timer: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly parts: SharedProjectorParts) {}

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
    const { log, book, versions } = this.parts;
    this.sets = await readPolicySets(log, book.calendar, this.sets);
    const wanted = await versions.change((known) => this.withNewest(known));
    await this.followOnly([wanted.served, wanted.next].filter((name) => name !== undefined));
    const { next } = wanted;
    if (next !== undefined && (await this.isDue(wanted)))
      await versions.change((known) => switched(known, next, new Date()));
    await this.dropLeft(wanted);
  }

  /** A publication begins a version of its own. */
  private withNewest(versions: SharedVersions): SharedVersions | undefined {
    const { position } = this.sets.at(-1) ?? DEFAULT_SET;
    const last = versions.next ?? versions.served;
    if (last !== undefined && publicationOf(last) >= position) return undefined;
    return begun(versions, this.parts.book.id, position, new Date());
  }

  private async followOnly(names: readonly string[]): Promise<void> {
    for (const name of names) if (!this.followed.has(name)) this.followed.set(name, await this.follow(name));
    for (const [name, followed] of this.followed) {
      if (names.includes(name)) continue;
      this.followed.delete(name);
      await followed.stop();
    }
  }

  private async follow(name: string): Promise<Followed> {
    const { log, bus, book } = this.parts;
    const set = this.sets.find(({ position }) => position === publicationOf(name)) ?? DEFAULT_SET;
    const views = this.open(name);
    const unsubscribe = await project({
      bus,
      group: name,
      log,
      views,
      projection: createProjection(book.calendar, set.policies),
      shards: SHARDS,
      dayOf: (instant) => book.calendar.dayOf(instant),
      onProgress: () => undefined,
    });
    const stop = async (): Promise<void> => {
      await unsubscribe();
      await views.close();
    };
    return { views, stop };
  }

  /** It is near the served one, and that has everything from before the publication. */
  private async isDue({ served = '', next = '' }: SharedVersions): Promise<boolean> {
    const [old, made] = await Promise.all([this.coveredBy(served), this.coveredBy(next)]);
    return made >= old - NEAR && old >= publicationOf(next);
  }

  private async coveredBy(name: string): Promise<number> {
    return (await this.followed.get(name)?.views.position()) ?? 0;
  }

  private async dropLeft(versions: SharedVersions): Promise<void> {
    const reachable = reachableBefore(publicationOf(versions.served ?? ''), this.sets);
    const kept = reachable.map(({ position }) => retiredOf(versions, position));
    const left = [...versions.retired, ...versions.abandoned].filter(
      ({ name, at }) => !kept.includes(name) && Date.parse(at) < Date.now() - KEEP,
    );
    for (const { name } of left) {
      const views = this.open(name);
      await views.drop().finally(() => views.close());
      await this.parts.versions.change((known) => forgotten(known, name));
    }
  }

  private open(name: string): SharedViews {
    return openSharedViews(this.parts.stores, name, SHARDS, VIEW_SCHEMA);
  }
}
