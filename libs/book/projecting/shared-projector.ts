import { project } from '#engine/project/project.js';
import type { Bus } from '#kernel/ports/bus.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { WriteAheadOrigins } from '#kernel/ports/origins.js';
import type { Register } from '#kernel/ports/register.js';
import { openSharedViews, type SharedStore } from '#platform/distributed-adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import type { PolicySet } from '#subjects/policies/policy-sets.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import type { SharedBook } from '../shared-book.js';
import { Evidence } from '../versions/evidence.js';
import { Follower, type Following } from '../versions/follower.js';
import type { KeeperParts } from '../versions/keeper.js';
import { Recurring } from '../versions/recurring.js';
import { sharedKeeping } from '../versions/shared-versions.js';
import type { Versions } from '../versions/state.js';
import { createProjection } from './projection.js';
import { ReadableVersions } from './readable-versions.js';

export interface SharedProjectorParts extends Pick<KeeperParts, 'onSetAside'> {
  readonly stores: SharedSettings['stores'];
  readonly log: EventLog;
  readonly bus: Bus;
  readonly book: SharedBook;
  readonly register: Register<Versions>;
  readonly origins: WriteAheadOrigins;
  /** Whether people read them in the store itself. */
  readonly isReadable: boolean;
  readonly onError: (error: unknown) => void;
}

/** Milliseconds between two looks for versions that are wanted, due or left. */
const LOOK_AGAIN = 1_000;
/** Milliseconds a version that nobody follows any more stays. */
const KEEP = 60_000;

/** One projector among several: follows the version that is served, and the one that is built beside it. */
export class SharedProjector {
  private readonly follower: Follower;
  private readonly rounds: Recurring;
  private readonly readable: ReadableVersions;

  constructor(private readonly parts: SharedProjectorParts) {
    this.readable = new ReadableVersions(parts);
    this.follower = new Follower({
      ...parts,
      ...sharedKeeping(parts.book),
      keep: KEEP,
      follow: (name, set) => this.follow(name, set),
      isAnswering: (name) => this.readable.isFound(name),
      drop: (name) => this.drop(name),
    });
    this.rounds = new Recurring(LOOK_AGAIN, () => this.look(), parts.onError);
  }

  async start(): Promise<void> {
    await this.readable.start();
    await this.follower.look();
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
    await this.follower.stop();
    await this.readable.close();
  }

  private async look(): Promise<void> {
    await this.follower.look();
    const { served } = await this.parts.register.read();
    await this.readable.look(served);
  }

  private async follow(name: string, { policies }: PolicySet): Promise<Following> {
    const { log, bus, book, origins } = this.parts;
    const views = this.open(name);
    const readable = this.readable.follow(name, policies);
    const evidence = new Evidence(name, { log, origins });
    const unsubscribe = await project({
      bus,
      group: name,
      log,
      views,
      projection: createProjection(book.calendar, policies),
      shards: SHARDS,
      dayOf: (instant) => book.calendar.dayOf(instant),
      mayApply: (to) => evidence.covers(to),
      onProgress: (shard) => readable.grown(shard),
    });
    const stop = async (): Promise<void> => {
      await unsubscribe();
      await readable.stop();
      await views.close();
    };
    return { position: () => views.position(), stop };
  }

  private async drop(name: string): Promise<void> {
    const views = this.open(name);
    await views.drop().finally(() => views.close());
  }

  private open(name: string): SharedStore {
    return openSharedViews(this.parts.stores, name, SHARDS, VIEW_SCHEMA);
  }
}
