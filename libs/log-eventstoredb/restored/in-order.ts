import { MaxAppendSizeExceededError, WrongExpectedVersionError, type AppendResult } from '@eventstore/db-client';
import { MAX_APPEND, sizeOf } from '#kernel/ports/append-size.js';
import { Refused } from '#kernel/refused.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { BookNames } from '../book-names.js';
import { storedWith } from '../stored-event.js';
import type { Writer } from '../writer.js';
import { markedMetadata } from './mark.js';

/** Appends that are under way at a time: so many that the server is never without work. */
const UNDER_WAY = 128;

/** An append on its way; `done` never rejects. */
interface Sent {
  readonly events: readonly RecordedEvent[];
  readonly done: Promise<Outcome>;
}
type Outcome = { readonly commit: number; readonly revision: number } | { readonly error: unknown };

/**
 * Appends events of another log in their order, many at a time: what one connection sends the server takes in the order in which it was
 * sent. Should it not, that is noticed, since the commit positions would not grow. Nothing is sent once something failed, or there would be a gap.
 */
export class InOrder {
  private readonly sent: Sent[] = [];
  private last = 0;
  private failed: { readonly error: unknown } | undefined;

  constructor(
    private readonly writer: Pick<Writer, 'append'>,
    private readonly names: BookNames,
    private readonly upTo: number,
  ) {}

  /** Resolves when there is room for the next. @throws what `finish` does, of appends before */
  async send(events: readonly RecordedEvent[]): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    if (this.failed !== undefined) throw this.failed.error;
    const stored = events.map((event) => storedWith(event, markedMetadata(event, this.upTo)));
    const expected = first.revision === 0 ? 'none' : first.revision - 1;
    const answer = this.writer.append(this.names.stored(first.stream), expected, stored);
    this.sent.push({ events, done: this.outcomeOf(answer, events) });
    // The driver lets those overtake one another that come while it connects.
    if (this.last === 0 || this.sent.length >= UNDER_WAY) await this.settleFirst();
  }

  /** Resolves when all is on disk. @throws Refused where the server has something else there; what leaves the outcome unknown */
  async finish(): Promise<void> {
    while (this.sent.length > 0) await this.settleFirst();
  }

  /** Resolves when nothing is under way any more, whatever became of it. */
  async abandon(): Promise<void> {
    await Promise.all(this.sent.map(({ done }) => done));
  }

  private outcomeOf(answer: Promise<AppendResult>, events: readonly RecordedEvent[]): Promise<Outcome> {
    return answer.then(
      ({ position, nextExpectedRevision }) => ({
        commit: Number(position?.commit),
        revision: Number(nextExpectedRevision),
      }),
      (error: unknown) => (this.failed ??= { error: explained(error, events) }),
    );
  }

  private async settleFirst(): Promise<void> {
    const sent = this.sent.shift();
    if (sent === undefined) return;
    const outcome = await sent.done;
    if ('error' in outcome) throw outcome.error;
    const { commit, revision } = outcome;
    if (revision !== sent.events.at(-1)?.revision)
      throw refusedAt(sent.events, 'the server puts it elsewhere in its stream, which had events once');
    if (commit <= this.last) throw refusedAt(sent.events, 'the server put it before what was sent before it');
    this.last = commit;
  }
}

function explained(error: unknown, events: readonly RecordedEvent[]): unknown {
  if (error instanceof WrongExpectedVersionError) return refusedAt(events, 'its stream has other events in the server');
  if (!(error instanceof MaxAppendSizeExceededError)) return error;
  const size = `${String(sizeOf(events))} bytes and the position it had are more than the server takes`;
  return refusedAt(
    events,
    `${size}: set its MaxAppendSize to ${String(2 * MAX_APPEND)}, at least until it is restored, and run this again`,
  );
}

/** Why an event cannot be put where it belongs. */
function refusedAt(events: readonly RecordedEvent[], why: string): Refused {
  const { position, stream, revision } = events[0] as RecordedEvent;
  return new Refused(
    `the event at position ${String(position)} (${String(revision)} of ${stream}) cannot be restored: ${why}`,
    true,
  );
}
