import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { reasonOf } from '#kernel/reason.js';
import { ACCESS_STREAM, type AccessEvent } from '#subjects/access/access.events.js';
import { accessAfter, isAccessEvent, NOBODY, type Access } from '#subjects/access/access.state.js';

/** Milliseconds between two looks at what others may have said: it holds everywhere within a second. */
const LOOK_AGAIN = 400;

/**
 * Who may what, in memory, as the log has it. Questions about it are answered from here and not from read models, which are behind: what
 * was taken away holds at once.
 */
export class FollowedAccess {
  private readonly events: (RecordedEvent & AccessEvent)[] = [];
  private access = NOBODY;
  private nextRevision = 0;
  private turn: Promise<void> = Promise.resolve();
  private unread: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly log: Pick<EventLog, 'readStream'>) {}

  /** As of now, as far as it is known here. */
  get now(): Access {
    return this.access;
  }

  /** As it was known: with the events that were recorded by then. */
  known(isKnown: (recordedAt: string) => boolean): Access {
    return this.events.filter(({ recordedAt }) => isKnown(recordedAt)).reduce<Access>(accessAfter, NOBODY);
  }

  /** Resolves when all is known that is in the log by now. */
  refresh(): Promise<void> {
    // What is being read may have been begun before the last append.
    return this.next(() => this.read());
  }

  /** Nothing that is remembered is believed any more: the log was put back to an earlier day. */
  forget(): Promise<void> {
    return this.next(() => {
      this.events.length = 0;
      this.access = NOBODY;
      this.nextRevision = 0;
      return this.read();
    });
  }

  /** Looks again and again from now on. */
  follow(): void {
    const look = (): void => {
      const again = (): void => {
        if (this.timer !== undefined) this.timer = setTimeout(look, LOOK_AGAIN).unref();
      };
      this.refresh().then(again, again);
    };
    this.timer = setTimeout(look, LOOK_AGAIN).unref();
  }

  /** Calls `listener` after every change. Returns how to stop. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Why it may not be what the log has; undefined where it is. */
  get trouble(): string | undefined {
    return this.unread;
  }

  /** One reads after another: each goes on where the one before ended. */
  private next(run: () => Promise<void>): Promise<void> {
    const next = this.turn.then(run, run);
    this.turn = next;
    return next;
  }

  private async read(): Promise<void> {
    let found: readonly RecordedEvent[];
    try {
      found = await this.log.readStream(ACCESS_STREAM, this.nextRevision);
    } catch (error) {
      this.unread = `they could not be read again: ${reasonOf(error)}`;
      throw error;
    }
    this.unread = undefined;
    for (const event of found) this.take(event);
    if (found.length > 0) for (const listener of this.listeners) listener();
  }

  private take(event: RecordedEvent): void {
    this.nextRevision = event.revision + 1;
    if (!isAccessEvent(event)) return;
    this.events.push(event);
    this.access = accessAfter(this.access, event);
  }
}
