import type { ResolvedEvent } from '@eventstore/db-client';
import { LRUCache } from 'lru-cache';
import type { BookNames } from './book-names.js';
import { BrokenOff } from './connection.js';
import type { Reader } from './reader.js';
import { commitOf } from './commit.js';

/** Events read at a time where nothing of the book was found. */
const PAGE = 1_000;
/** Events first looked at from the end: the last one is most often the book's. */
const FEW = 10;
const GAPS = 1_000;

interface Known {
  readonly last: ResolvedEvent | undefined;
  readonly upTo: number;
}
const NOTHING: Known = { last: undefined, upTo: 0 };

/**
 * The events of one book among all that a server holds. The driver cannot ask the server to leave out the others of a read, so they are
 * read and passed over: once, since it is remembered where none of the book's are.
 */
export class OwnEvents {
  /** By a position, up to where no event of the book follows it. */
  private readonly gaps = new LRUCache<number, number>({ max: GAPS });
  /** The last event of the book among all up to a position. */
  private known: Known = NOTHING;

  constructor(
    private readonly reader: Reader,
    private readonly names: BookNames,
  ) {}

  /** Up to `limit` of the book's events after a position, 0 or an event's; fewer only at the end of the log. */
  async after(position: number, limit: number): Promise<readonly ResolvedEvent[]> {
    const found: ResolvedEvent[] = [];
    let end: number | undefined;
    let last = position;
    const begun = this.gaps.get(position) ?? position;
    let from = begun;
    for (let page = 1; found.length < limit; page = Math.min(page * 4, PAGE)) {
      // The server begins with the event at the position itself.
      const maxCount = Math.max(limit - found.length, page) + 1;
      const events = await this.forwards(from, maxCount);
      const fresh = events.filter((event) => commitOf(event) > from);
      const own = fresh.filter((event) => this.names.has(event));
      found.push(...own);
      last = Math.max(last, ...own.map(commitOf));
      from = Math.max(from, ...fresh.map(commitOf));
      if (from > last) this.gaps.set(last, Math.max(from, this.gaps.get(last) ?? 0));
      if (events.length === maxCount) continue;
      if (end !== undefined && fresh.length === 0) throw new BrokenOff('reading the log');
      end ??= await this.reader.end();
      // Of a server that was restored to an earlier day. What others append meanwhile is beyond that end, too.
      if (begun > end) this.gaps.clear();
      if (from >= end) break;
    }
    return found.slice(0, limit);
  }

  /** The book's last event, undefined where it has none. Looks at what has come since it was last asked for. */
  async last(): Promise<ResolvedEvent | undefined> {
    const before = this.known;
    let newest: number | undefined;
    let oldest: number | undefined;
    for (let maxCount = FEW; ; maxCount = PAGE) {
      const events = await this.backwards(oldest, maxCount);
      const positions = events.map(commitOf);
      newest ??= Math.max(...positions);
      oldest = Math.min(...positions);
      // A server that was restored to an earlier day ends before what is known of it.
      const known = newest < before.upTo ? NOTHING : before;
      const own = events.find((event) => this.names.has(event));
      if (own === undefined && oldest > known.upTo && !(await this.isFirst(oldest))) continue;
      const last = own ?? known.last;
      if (newest > this.known.upTo || known !== before) this.known = { last, upTo: newest };
      return last;
    }
  }

  private async forwards(from: number, maxCount: number): Promise<readonly ResolvedEvent[]> {
    try {
      return await this.reader.forwards(from, maxCount);
    } catch (error) {
      // What is remembered may be of another log: the next read begins where it is asked to.
      this.gaps.clear();
      throw error;
    }
  }

  private async backwards(before: number | undefined, maxCount: number): Promise<readonly ResolvedEvent[]> {
    const events = await this.reader.latest(maxCount, before);
    return before === undefined ? events : events.filter((event) => commitOf(event) < before);
  }

  private async isFirst(position: number): Promise<boolean> {
    const [first] = await this.reader.forwards(0, 1);
    if (first === undefined) throw new BrokenOff('reading the start of the log');
    return commitOf(first) >= position;
  }
}
