import { COMMANDS } from '#subjects/tables.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATALOGUE, contentRules } from '#subjects/catalogue.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { RecordedEvent } from '#kernel/event.js';
import { parseJson } from '#kernel/json.js';
import { isAssumed, type LogEnd } from '#kernel/ports/assumed-clock.js';
import { Problem } from '#kernel/problem.js';
import { readOpening, type BookSettings } from '#ledger/book.js';
import { recordMany } from '#ledger/bulk.js';
import type { BulkLine } from '#ledger/bulk-tally.js';
import { Ledger } from '#ledger/ledger.js';
import { openLog } from '#platform/embedded-adapters.js';
import type { FollowedLog } from '#platform/followed-log.js';
import type { Client } from '#client/index.js';
import { readSettings } from '#platform/settings.js';
import { BY_SERVER, bookAt, serverNamed, type Where } from './connect.js';
import { dataFolder, folderEnvironment, openLogOf, settingsOf } from './data-folder.js';
import type { Send } from './import-run.js';
import { TrialLog, type StreamReader, type TriedBook } from './trial-log.js';
import { UsageError } from './usage-error.js';

/**
 * Decides on facts as the server would, on top of what the book holds where there is one, and records nothing: what is accepted is kept in
 * a scratch log until `run` has ended, so that facts can refer to those before them.
 */
export async function onTrial<Result>(where: Where, run: (send: Send) => Promise<Result>): Promise<Result> {
  const { settings, book, close } = await bookToTry(where);
  const folder = await mkdtemp(join(tmpdir(), 'tally-trial-'));
  const clock = (): Date => new Date();
  const scratch = openLog(folder, clock);
  try {
    const { timeZone, fiscalStart, currency } = settings;
    const ledger = new Ledger({
      commands: COMMANDS,
      log: new TrialLog(scratch.log, book),
      calendar: new Calendar(timeZone, fiscalStart),
      currency,
      clock,
      // A trial has no read models: what is made of custom metrics is found out when it is recorded.
      rules: contentRules(async () => CATALOGUE),
      soleWriter: true,
    });
    return await run(async function* (texts) {
      const result = await recordMany(ledger, linesOf(texts));
      yield { ...result, position: String(result.position), lines: texts.length };
    });
  } finally {
    await scratch.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* linesOf(texts: readonly string[]): AsyncIterable<BulkLine> {
  for (const [i, text] of texts.entries()) yield await lineOf(i + 1, text);
}

async function lineOf(line: number, text: string): Promise<BulkLine> {
  try {
    return { line, value: parseJson(Buffer.from(text)) };
  } catch (error) {
    if (error instanceof Problem) return { line, problem: error };
    throw error;
  }
}

interface BookToTry {
  readonly settings: BookSettings;
  /** Absent where there is no book yet. */
  readonly book?: TriedBook;
  readonly close: () => Promise<void>;
}

/** What a command would work on: the book named, or the one that would be opened. */
export async function bookToTry(where: Where): Promise<BookToTry> {
  const url = serverNamed(where);
  if (url !== undefined) return remoteBook(url);
  const folder = dataFolder(where.data, BY_SERVER);
  if ((await settingsOf(folder)) === undefined) {
    const { timeZone, currency, fiscalStart } = readSettings(folderEnvironment());
    const settings: BookSettings = { timeZone, currency, weekStart: 'monday', fiscalStart };
    return { settings, close: () => Promise.resolve() };
  }
  const { log, settings } = await openLogOf(folder);
  return {
    settings,
    book: { readStream: (stream) => log.readStream(stream), end: () => endOf(log) },
    close: () => log.close(),
  };
}

async function remoteBook(url: string): Promise<BookToTry> {
  const book = bookAt(url);
  const streams: StreamReader = {
    readStream: async (stream, fromRevision = 0) => {
      const { events } = await book.readLog({ stream });
      return events
        .slice(fromRevision)
        .map((event) => ({ ...event, position: Number(event.position) }) as RecordedEvent);
    },
  };
  const opened = await readOpening(streams);
  if (opened === undefined) throw new UsageError(`the server ${url} has no book`);
  return { settings: opened.data, book: { ...streams, end: () => endAt(book) }, close: () => Promise.resolve() };
}

async function endOf(log: Pick<FollowedLog, 'last' | 'readAll'>): Promise<LogEnd | undefined> {
  const last = await log.last();
  const [first] = await log.readAll(0, 1);
  return last && { ...last, isAssumed: isAssumed(last), isOpening: last.id === first?.id };
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
