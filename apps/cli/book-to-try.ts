import type { RecordedEvent } from '#kernel/event.js';
import type { LogEnd } from '#kernel/ports/assumed-clock.js';
import { endOfLog, type StreamReader, type TriedBook } from '#imports/trial-log.js';
import type { BookSettings } from '#ledger/book.js';
import type { Client } from '#client/index.js';
import { readSettings } from '#platform/settings.js';
import { BY_SERVER, bookAt, serverNamed, type Where } from './connect.js';
import { dataFolder, folderEnvironment, openLogOf, settingsOf } from './data-folder.js';

interface BookToTry {
  readonly settings: BookSettings;
  /** Absent where there is no book yet. */
  readonly book?: TriedBook;
  readonly close: () => Promise<void>;
}

/** What a command would work on: the book named, or the one that would be opened. */
export async function bookToTry(where: Where): Promise<BookToTry> {
  const url = serverNamed(where);
  if (url !== undefined) return remoteBook(url, where.keyFile);
  const folder = dataFolder(where.data, BY_SERVER);
  if ((await settingsOf(folder)) === undefined) {
    const { timeZone, currency, fiscalStart } = readSettings(folderEnvironment());
    const settings: BookSettings = { timeZone, currency, weekStart: 'monday', fiscalStart };
    return { settings, close: () => Promise.resolve() };
  }
  const { log, settings } = await openLogOf(folder);
  return {
    settings,
    book: { readStream: (stream) => log.readStream(stream), end: () => endOfLog(log) },
    close: () => log.close(),
  };
}

async function remoteBook(url: string, keyFile: string | undefined): Promise<BookToTry> {
  const book = bookAt(url, keyFile);
  // Any key may know what the book counts by, also one that may see nothing of the log.
  const { timeZone, currency, fiscalStart } = (await book.showMe()).book;
  const streams: StreamReader = {
    readStream: async (stream, fromRevision = 0) => {
      const { events } = await book.readLog({ stream });
      return events
        .slice(fromRevision)
        .map((event) => ({ ...event, position: Number(event.position) }) as RecordedEvent);
    },
  };
  const settings: BookSettings = { timeZone, currency, weekStart: 'monday', fiscalStart };
  return { settings, book: { ...streams, end: () => endAt(book) }, close: () => Promise.resolve() };
}

/** As far as a server tells: its history, as long as nothing else follows what opened the book. */
async function endAt(book: Client): Promise<LogEnd | undefined> {
  const { events } = await book.readLog({ limit: 2 });
  const [first, second] = events;
  if (first === undefined) return undefined;
  if (second?.envelope.knownSince === undefined)
    return { recordedAt: first.recordedAt, isAssumed: false, isOpening: second === undefined };
  const { meta } = await book.query({ metrics: ['orders'] });
  return { recordedAt: meta.assumedKnown ?? second.recordedAt, isAssumed: true, isOpening: false };
}
