import type { EventHead, RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { LogPages } from './log-pages.js';
import type { Stretch } from './reaction.js';

/** What a stretch of the log has. */
type Came = Pick<Stretch, 'came' | 'events'>;

/**
 * The log as reactions read it together, see `LogPages`. Most of them need to know what came, and what is in few of it: an import is not
 * read whole once more for those who do nothing about it.
 */
export class LogReading {
  private readonly events = new LogPages<RecordedEvent>((after, limit) => this.log.readAll(after, limit));
  private readonly heads = new LogPages<EventHead>(async (after, limit) =>
    this.log.heads === undefined ? [] : this.log.heads.readHeads(after, limit),
  );

  constructor(private readonly log: Pick<EventLog, 'readAll' | 'heads'>) {}

  /** See `LogPages`. */
  reach(position: number): void {
    this.events.reach(position);
    this.heads.reach(position);
  }

  /** What came next after a position, up to another: at least one where there is any. */
  came(after: number, upTo: number): Promise<readonly EventHead[]> {
    // An event is a head, too.
    const pages: LogPages<EventHead> | LogPages<RecordedEvent> =
      this.log.heads === undefined ? this.events : this.heads;
    return pages.between(after, upTo);
  }

  /** The same with what is in it. @param types of what that is read of; of all where absent */
  async next(after: number, upTo: number, types?: ReadonlySet<string>): Promise<Came> {
    if (types === undefined) {
      const events = await this.events.between(after, upTo);
      return { came: events, events };
    }
    const came = await this.came(after, upTo);
    return { came, events: await this.contents(came.filter(({ type }) => types.has(type))) };
  }

  private async contents(heads: readonly EventHead[]): Promise<readonly RecordedEvent[]> {
    // Without heads of their own they are the events themselves.
    if (this.log.heads === undefined) return heads as readonly RecordedEvent[];
    return heads.length === 0 ? [] : this.log.heads.readAt(heads.map(({ position }) => position));
  }
}
