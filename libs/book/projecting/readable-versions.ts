import { openReadable, openServedNames, type ServedNames, type SharedReadable } from '#platform/readable-adapters.js';
import type { SharedSettings } from '#platform/run-process.js';
import { SHARDS } from '#platform/shared-book.js';
import { DEFAULT_POLICIES, type Policies } from '#subjects/policies/policy.js';
import { readableOf, VIEW_SCHEMA } from '#subjects/tables.js';
import type { SharedBook } from '../shared-book.js';
import { ReadableFollower } from './readable-follower.js';

export interface ReadableVersionsParts {
  readonly stores: SharedSettings['stores'];
  readonly book: SharedBook;
  /** Whether there are to be any. */
  readonly isReadable: boolean;
  readonly onError: (error: unknown) => void;
}

/** The readable collections of the versions that a process follows, and the names under which people find those of the served one. */
export class ReadableVersions {
  private readonly followers = new Map<string, ReadableFollower>();
  private readonly names: ServedNames;

  constructor(private readonly parts: ReadableVersionsParts) {
    const { stores, book } = parts;
    const names = readableOf(DEFAULT_POLICIES).map(({ name }) => name);
    this.names = openServedNames(stores, `book-${book.id}`, names);
  }

  /** Has them follow a version. @returns told when a shard of it has come further */
  follow(name: string, policies: Policies): { grown(shard: number): void; stop(): Promise<void> } {
    if (!this.parts.isReadable) return { grown: () => undefined, stop: () => Promise.resolve() };
    const { onError } = this.parts;
    const follower = new ReadableFollower({
      readable: this.open(name, policies),
      shards: SHARDS,
      today: () => this.today(),
      onError,
    });
    this.followers.set(name, follower);
    return {
      grown: (shard) => follower.grown(shard),
      stop: async () => {
        this.followers.delete(name);
        await follower.stop();
      },
    };
  }

  /** Does what is due. Names move to another version when its collections have everything. @param served the version that answers */
  async look(served: string | undefined): Promise<void> {
    if (!this.parts.isReadable) return;
    for (const follower of [...this.followers.values()]) await follower.look();
    if (served !== undefined && this.followers.get(served)?.isWhole === true) await this.names.point(served);
  }

  /** Whether people still find a version under the lasting names. */
  isFound(name: string): boolean {
    return this.names.pointsAt(name);
  }

  /** Where there are to be none, none are found that nobody keeps. */
  async start(): Promise<void> {
    if (!this.parts.isReadable) await this.names.remove();
  }

  close(): Promise<void> {
    return this.names.close();
  }

  private open(name: string, policies: Policies): SharedReadable {
    const { stores } = this.parts;
    return openReadable(stores, name, {
      schema: VIEW_SCHEMA,
      readable: readableOf(policies),
      today: () => this.today(),
    });
  }

  private today(): number {
    return this.parts.book.calendar.dayOf(new Date().toISOString());
  }
}
