import type { ResolvedEvent } from '@eventstore/db-client';
import { commitOf } from '../commit.js';
import { markOf } from './mark.js';

/** An event's position in the book, and its commit position in the server. */
export type Place = readonly [position: number, commit: number];

/** The events that were restored into a log, which lie at its beginning in the order of their positions. */
export interface RestoredPart {
  /** The position of the last of them. */
  readonly upTo: number;
  /** Some of their places, in order: the last one's, and of the others so many that any is found from one in a page or two. */
  readonly places: readonly Place[];
}

/**
 * The positions that a book has in a server. Of a log that nothing was restored into they are the commit positions. What was restored has
 * the positions that stand in its metadata, and whatever was appended since its commit position and `upTo` together: behind all that was
 * restored, and in the same order for everybody.
 */
export class Places {
  /** Of a log that nothing was restored into. */
  static readonly OWN = new Places({ upTo: 0, places: [] });

  readonly upTo: number;
  /** The commit position of the last restored event. */
  private readonly end: number;

  constructor(private readonly part: RestoredPart) {
    this.upTo = part.upTo;
    this.end = part.places.at(-1)?.[1] ?? 0;
  }

  /** Whether what lies at a commit position was restored. */
  isRestored(commit: number): boolean {
    return commit <= this.end;
  }

  /** What an event of the book is recorded as, where its metadata has the say. */
  of(event: ResolvedEvent): { readonly position: number; readonly recordedAt?: string } {
    const commit = commitOf(event);
    const mark = this.isRestored(commit) ? markOf(event) : undefined;
    return mark ?? { position: this.positionAt(commit) };
  }

  /** The position of what was appended since. */
  positionAt(commit: number): number {
    return commit + this.upTo;
  }

  /** The last place known that is not behind a position: 0 and 0 where there is none. */
  before(position: number): Place {
    if (position > this.upTo) return [position, position - this.upTo];
    const { places } = this.part;
    let [from, to] = [0, places.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((places[middle]?.[0] ?? 0) <= position) from = middle + 1;
      else to = middle;
    }
    return places[from - 1] ?? [0, 0];
  }
}
