import { DEFAULT_SET, readPolicySets, type PolicySet } from '#insights/customer/published.js';
import { createProjection } from '#insights/projection/projection.js';
import { VIEW_SCHEMA } from '#insights/schema.js';
import type { Bus } from '#kernel/bus.port.js';
import type { EventLog } from '#kernel/event-log.port.js';
import { project } from '#kernel/project.js';
import type { Views } from '#kernel/views.port.js';
import { openSharedViews, type openPointer } from '#platform/adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS, sharedVersion, type SharedBook } from '#platform/shared-book.js';

export interface SharedProjectorParts {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly bus: Bus;
  readonly book: SharedBook;
  readonly pointer: ReturnType<typeof openPointer>;
  readonly onError: (error: unknown) => void;
}

interface Followed {
  readonly views: Views;
  stop(): Promise<void>;
}

/** Milliseconds between two looks for publications and for a version that is due. */
const LOOK_AGAIN = 500;

/** One projector among several: follows the served version, and the one a publication has made, until that is served. */
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
    for (const followed of this.followed.values()) await followed.stop();
  }

  private again(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.turn = this.look().catch(this.parts.onError);
      void this.turn.then(() => this.again());
    }, LOOK_AGAIN);
  }

  private async look(): Promise<void> {
    const { log, book, pointer } = this.parts;
    this.sets = await readPolicySets(log, book.calendar, this.sets);
    const newest = this.sets.at(-1) ?? DEFAULT_SET;
    const newestName = sharedVersion(book, newest.position);
    await pointer.serve(newestName, undefined);
    const served = (await pointer.served()) ?? newestName;
    for (const name of new Set([served, newestName])) if (!this.followed.has(name)) await this.follow(name);
    if (served !== newestName && (await this.isDue(served, newestName))) await pointer.serve(newestName, served);
    for (const [name, followed] of this.followed) {
      if (name === served || name === newestName) continue;
      this.followed.delete(name);
      await followed.stop();
    }
  }

  private async follow(name: string): Promise<void> {
    const { stores, log, bus, book } = this.parts;
    const set = this.sets.find(({ position }) => sharedVersion(book, position) === name) ?? DEFAULT_SET;
    const views = openSharedViews(stores, name, SHARDS, VIEW_SCHEMA);
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
    this.followed.set(name, { views, stop });
  }

  /** It has everything the served one has. */
  private async isDue(served: string, next: string): Promise<boolean> {
    const [old, made] = await Promise.all([this.coveredBy(served), this.coveredBy(next)]);
    return made >= old;
  }

  private async coveredBy(name: string): Promise<number> {
    return (await this.followed.get(name)?.views.sums([]))?.position ?? 0;
  }
}
