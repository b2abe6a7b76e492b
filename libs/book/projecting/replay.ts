import type { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import { foldInto, type FoldOptions } from '#engine/fold.js';
import type { ViewStore } from '#kernel/ports/views.js';
import { EVENT_TYPES } from '#subjects/tables.js';
import type { Policies } from '#subjects/policies/policy.js';
import { hadHappened, type Moment } from '#kernel/time/moment.js';
import { journalId } from '#figures/journal/journal-documents.js';
import { createProjection } from './projection.js';

export interface Replay {
  readonly log: EventLog;
  /** Empty, or from a replay of the same that broke off. */
  readonly views: ViewStore;
  readonly calendar: Calendar;
  readonly policies: Policies;
  /** The last position that counts as known. */
  readonly to: number;
  /** Facts dated later are not seen. */
  readonly asOf?: Moment;
}

/** Folds the log into read models of their own: up to any position, under any policies. @returns how many events it had */
export function replay(
  { log, views, calendar, policies, to, asOf }: Replay,
  more: Pick<FoldOptions, 'signal' | 'onProgress'> = {},
): Promise<number> {
  return foldInto({
    log,
    views,
    projection: createProjection(calendar, policies),
    dayOf: (instant) => calendar.dayOf(instant),
    to,
    ...(asOf !== undefined && { see: (event) => seenBy(event, asOf, calendar) }),
    ...more,
  });
}

/** What had happened by a time: what is dated later is not seen, nor is its being taken back. Settings are known when they are recorded. */
function seenBy(event: RecordedEvent, asOf: Moment, calendar: Calendar): RecordedEvent | undefined {
  const { isSetting, seen } = EVENT_TYPES[event.type] ?? {};
  if (isSetting === true) return event;
  const had = (instant: string): boolean => hadHappened(instant, asOf, calendar);
  if (!had(event.occurredAt)) return undefined;
  return seen === undefined ? event : seen(event, had);
}

/** The last position recorded by a time: found in the journal, and beyond it in the log itself. */
export async function lastPositionBy(
  moment: Moment,
  { views, log, calendar }: Pick<Replay, 'views' | 'log' | 'calendar'>,
): Promise<number> {
  const { position, isLast } = await lastInJournal(moment, views, calendar);
  return isLast ? lastInLog(position, moment, log, calendar) : position;
}

/** The last position of the journal recorded by a time, and whether that is its end. */
export async function lastInJournal(
  moment: Moment,
  views: Pick<ViewStore, 'find'>,
  calendar: Calendar,
): Promise<{ readonly position: number; readonly isLast: boolean }> {
  // recordedAt never decreases with the position after the first event, which is no fact, so the place is found by halving. The journal can be entered at any position, a log
  // perhaps only at those of its events.
  const next = async (after: number): Promise<{ position: number; isKnown: boolean } | undefined> => {
    const [entry] = await views.find('journal', { after: journalId(after), limit: 1 });
    if (entry === undefined) return undefined;
    const { position, recordedAt } = entry.body as { readonly position: number; readonly recordedAt: string };
    return { position, isKnown: hadHappened(recordedAt, moment, calendar) };
  };
  const last = await lastIn(views);
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const found = await next(middle - 1);
    if (found !== undefined && found.position <= high && found.isKnown) low = found.position;
    else high = middle - 1;
  }
  return { position: low, isLast: low === last };
}

/** The position of the last event in the journal; 0 where there is none. */
async function lastIn(views: Pick<ViewStore, 'find'>): Promise<number> {
  const [last] = await views.find('journal', { descending: true, limit: 1 });
  return last === undefined ? 0 : (last.body as { readonly position: number }).position;
}

async function lastInLog(from: number, moment: Moment, log: EventLog, calendar: Calendar): Promise<number> {
  let known = from;
  for (let after = from; ;) {
    const page = await log.readAll(after, PAGE);
    for (const { position, recordedAt } of page) {
      if (hadHappened(recordedAt, moment, calendar)) known = position;
      // History that is known longer may follow the event that opened the book.
      else if (after > 0) return known;
      after = position;
    }
    if (page.length < PAGE) return known;
  }
}

const PAGE = 1_000;
