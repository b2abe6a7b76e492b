import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '#kernel/refused.js';
import type { RecordedEvent } from '#kernel/event.js';
import { isAway } from '../away.js';
import { BookNames } from '../book-names.js';
import { Connection } from '../connection.js';
import { OwnEvents } from '../own-events.js';
import { isAnswerToRead, Reader } from '../reader.js';
import { TIMING } from '../timing.js';
import { Writer } from '../writer.js';
import { batches } from './batches.js';
import { compared } from './compared.js';
import { InOrder } from './in-order.js';
import { markOf } from './mark.js';
import { begun, ended, readProgress, whole, type Progress } from './progress.js';

/** What is restored: a whole log, which can be read more than once. */
export interface RestoreSource {
  /** Tells it from any other. */
  readonly digest: string;
  /** The position of its last event. */
  readonly position: number;
  /** All events in order, page by page. */
  events(): AsyncIterable<readonly RecordedEvent[]>;
}

/** What a restore tells while it is at work. */
export interface RestoreWatch {
  /** An event is in the server; not every one is told of. */
  readonly onStored: (position: number) => void;
  /** An event was read back and is as it was. */
  readonly onCompared: (event: RecordedEvent) => void;
  /** Awaited when all was read back and is the same, before it is said to be restored: what belongs to the log has to be there too. */
  readonly onWhole?: () => Promise<void>;
  /** Awaited after that: records what is to stand behind it, unless it does. Whoever is killed before it is said to be restored has it done again. */
  readonly onBehind?: () => Promise<void>;
}

/** Milliseconds before a server that gave no answer is asked again, and how often in a row. */
const AGAIN = 1_000;
const ATTEMPTS = 10;

/**
 * Puts another log into a server that has nothing of the book: every event with its id into its stream, with the position and the time it had in its
 * metadata. A stream beside the book says that it is being restored, and, once all was read back and is the same, that it was. One
 * that broke off is gone on with.
 */
export class Restorer {
  private readonly connection: Connection;
  private readonly reader: Reader;
  private readonly events: OwnEvents;
  private readonly writer: Writer;
  private readonly names: BookNames;

  /** @param url a connection string @param book what its streams are named after */
  constructor(url: string, book: string) {
    this.names = new BookNames(book);
    this.connection = new Connection(url, TIMING.close, isAnswerToRead);
    this.reader = new Reader(this.connection, TIMING);
    this.events = new OwnEvents(this.reader, this.names);
    this.writer = new Writer(url, TIMING);
  }

  /** @throws Refused where the log is not empty, or is not in the end what was to be restored; what the server said last where it is away */
  async restore(source: RestoreSource, { onStored, onCompared, onWhole, onBehind }: RestoreWatch): Promise<void> {
    const isWhole = await this.begin(source, await readProgress(this.reader, this.names));
    if (!isWhole) await this.fill(source, onStored);
    const { events, names } = this;
    const part = await compared({ events, names }, source.events(), source.position, onCompared, isWhole);
    await onWhole?.();
    if (!isWhole) await this.writer.append(names.restore, 0, [whole(source.digest, part)]);
    await onBehind?.();
    await this.writer.append(names.restore, 1, [ended(source.digest, part)]);
  }

  async close(): Promise<void> {
    await Promise.all([this.writer.close(), this.connection.close()]);
  }

  /** @returns whether all of it is there and was compared */
  private async begin({ digest }: RestoreSource, progress: Progress): Promise<boolean> {
    if (progress.state === 'ended') throw notEmpty('it was restored already');
    if (progress.state !== 'none') {
      if (progress.source === digest) return progress.state === 'whole';
      throw notEmpty('another restore into it did not come to its end: run that again, or');
    }
    if ((await this.events.last()) !== undefined) throw notEmpty('it has facts');
    await this.writer.append(this.names.restore, 'none', [begun(digest)]);
    return false;
  }

  /** Goes on where something broke off, as long as that is of use. */
  private async fill(source: RestoreSource, onStored: (position: number) => void): Promise<void> {
    let stored = await this.stored();
    for (let failed = 0; stored < source.position;) {
      const before = stored;
      try {
        await this.appendAfter(stored, source, onStored);
        return;
      } catch (error) {
        if (!isAway(error) || failed >= ATTEMPTS) throw error;
        await sleep(AGAIN);
        stored = await this.stored().catch(() => before);
        failed = stored > before ? 0 : failed + 1;
      }
    }
  }

  private async appendAfter(
    stored: number,
    source: RestoreSource,
    onStored: (position: number) => void,
  ): Promise<void> {
    const appends = new InOrder(this.writer, this.names, source.position);
    try {
      for await (const page of source.events()) {
        const rest = page.filter((event) => event.position > stored);
        for (const batch of batches(rest)) await appends.send(batch);
        const last = rest.at(-1);
        if (last !== undefined) onStored(last.position);
      }
      await appends.finish();
    } finally {
      await appends.abandon();
    }
  }

  /** The position up to which the events are in the server: they came there in order. */
  private async stored(): Promise<number> {
    const last = await this.events.last();
    if (last === undefined) return 0;
    const position = markOf(last)?.position;
    if (position === undefined) throw notEmpty('somebody recorded facts into it while it was being restored');
    return position;
  }
}

/** @param why as in "the log is not empty: …" */
function notEmpty(why: string): Refused {
  const instead = 'restore into an EventStoreDB that has nothing of the book, or set another TALLY_BOOK';
  return new Refused(`the log is not empty: ${why}${why.endsWith('or') ? ' ' : '; '}${instead}`, true);
}
