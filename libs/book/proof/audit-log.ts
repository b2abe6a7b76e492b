import { join } from 'node:path';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { NotProven } from '#merkle/not-proven.js';
import type { TreeHead } from '#merkle/check-proofs.js';
import { followLog } from '#platform/followed-log.js';
import { restoreBook } from '#platform/log-copies.js';
import type { Book } from '../book.js';
import type { AuditedLog } from './audited-log.js';
import { onFoldedCopy, type CopyClock } from './folded-copy.js';
import { LogCheck } from './log-check.js';
import { dayOf, digestOn, notReproduced, positionOf, type AskedFigure } from './reproduced.js';

/** What a log is held against, beside its own head. */
export interface AuditedBy {
  /** Heads that somebody else has kept. */
  readonly pinned: readonly TreeHead[];
  /** What a server has answered. */
  readonly figure?: AskedFigure;
}

/** What was found where all is as it should be. */
export interface Audited {
  readonly head: TreeHead;
  /** The last one's. */
  readonly position: number;
  /** Of all figures, as of the day on which the last event was recorded. */
  readonly digest: string;
}

/**
 * Compares every event of a log with its leaf, its tree with its head and with those that somebody else has kept, folds it anew and works the
 * figure out from that. @param scratch an empty folder @throws NotProven with the first thing that is not as it should be
 */
export async function auditLog(log: AuditedLog, { pinned, figure }: AuditedBy, scratch: string): Promise<Audited> {
  const check = new LogCheck(log);
  const folder = join(scratch, 'all');
  await restoreBook(folder, { log: check.pages() }, ({ fault }) => {
    if (fault !== undefined) throw new NotProven(fault);
  });
  needPrefixes(check, pinned);
  const { position } = check;
  const at = figure === undefined ? position : positionOf(figure);
  if (at > position)
    throw new NotProven(`the answer is of position ${String(at)}, and the log ends with position ${String(position)}`);
  const clock = { now: new Date() };
  const digest = await onFoldedCopy(folder, clock, async (book) => {
    const last = (await book.log.last()) as RecordedEvent;
    const found = await digestOn(book, book.calendar.dayOf(last.recordedAt));
    if (figure !== undefined && at === position) await needReproduced(figure, book, clock);
    return found;
  });
  if (figure !== undefined && at < position)
    await onFoldedCopy(await shortened(folder, at, scratch), clock, (book) => needReproduced(figure, book, clock));
  return { head: log.head, position, digest };
}

/** @throws NotProven with the smallest that is none, and where to look for what was changed */
function needPrefixes(check: LogCheck, pinned: readonly TreeHead[]): void {
  let right = 0;
  for (const head of pinned.toSorted((one, other) => one.size - other.size)) {
    try {
      check.needPrefix(head);
    } catch (error) {
      if (!(error instanceof NotProven) || right === 0) throw error;
      throw new NotProven(`${error.message}; that of size ${String(right)} is: the change lies behind its events`);
    }
    right = head.size;
  }
}

/** @throws NotProven where the events of a book give another figure */
async function needReproduced(figure: AskedFigure, book: Book, clock: CopyClock): Promise<void> {
  const day = dayOf(figure);
  if (day !== undefined) clock.now = new Date(book.calendar.startOf(day));
  const found = await notReproduced(book, figure);
  if (found === undefined) return;
  throw new NotProven(`the figure is not that of the events up to position ${String(positionOf(figure))}: ${found}`);
}

/** A log with the events up to a position only. @returns its folder */
async function shortened(folder: string, to: number, scratch: string): Promise<string> {
  const some = join(scratch, 'some');
  const log = await followLog({ stores: { log: 'sqlite' }, dataDir: folder });
  await restoreBook(some, { log: upTo(log, to) }, () => undefined).finally(() => log.close());
  return some;
}

const PAGE = 1_000;

async function* upTo(log: EventLog, to: number): AsyncIterable<readonly RecordedEvent[]> {
  for (let last = 0; last < to;) {
    const page = (await log.readAll(last, PAGE)).filter(({ position }) => position <= to);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1)?.position ?? to;
  }
}
