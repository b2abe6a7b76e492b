import { contentHash } from '#kernel/canonical.js';
import type { RecordedEvent } from '#kernel/event.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Refused } from '#kernel/refused.js';
import type { EventOf } from '#kernel/event.js';
import { unknownShape, type EventTypes } from '#kernel/event-type.js';

/** Permanent: the stream whose one event says by which settings the book counts. */
const STREAM = 'book';
const OPENED: BookOpened['type'] = 'BookOpened';

/** The first event of every log: the settings that give the figures their meaning. */
export type BookOpened = EventOf<
  'BookOpened',
  { readonly timeZone: string; readonly currency: string; readonly weekStart: 'monday'; readonly fiscalStart: number }
>;

/** The book's own events, which no command makes. */
export const BOOK_EVENTS: EventTypes = {
  BookOpened: { schema: 1, isSetting: true },
  HeadAccepted: { schema: 1, isSetting: true },
  BookRestored: { schema: 1, isSetting: true },
  BackupTaken: { schema: 1, isSetting: true },
};

/** The settings that give the figures their meaning. */
export type BookSettings = BookOpened['data'];

const SETTINGS = ['timeZone', 'currency', 'weekStart', 'fiscalStart'] as const;

/** The book was opened with other settings than these. */
export class BookMismatch extends Refused {
  constructor(name: string, recorded: string, given: string) {
    super(
      `this book was opened with ${name} ${recorded}, not ${given}: start it with ${recorded}, or open another data folder`,
      true,
    );
    this.name = 'BookMismatch';
  }
}

/**
 * The event that opened the book, undefined where none has: the first of its kind in the stream. What somebody else wrote there, which
 * has no schema of ours, is passed over.
 * @throws Refused for an opening of a newer release
 */
export async function readOpening(
  log: Pick<EventLog, 'readStream'>,
): Promise<(RecordedEvent & BookOpened) | undefined> {
  return openingIn(await log.readStream(STREAM));
}

function openingIn(events: readonly RecordedEvent[]): (RecordedEvent & BookOpened) | undefined {
  const opened = events.find(({ type, schema }) => type === OPENED && schema >= 1);
  const reason = opened && unknownShape(BOOK_EVENTS, opened.type, opened.schema);
  if (reason !== undefined)
    throw new Refused(`this book was opened by a newer release (${reason}): start one that can read it`, true);
  return opened as (RecordedEvent & BookOpened) | undefined;
}

/**
 * Writes the settings into a new book's log, or compares them with what it was opened with.
 * @throws BookMismatch naming the first setting that differs @throws Refused as `readOpening`
 */
export async function recordOpening(log: EventLog, settings: BookSettings, now: Date): Promise<void> {
  const event = {
    type: OPENED,
    schema: 1,
    occurredAt: now.toISOString(),
    key: STREAM,
    data: settings,
    id: nextEventId(),
    claim: STREAM,
    hash: contentHash(settings),
    envelope: {},
  };
  for (;;) {
    const events = await log.readStream(STREAM);
    const opened = openingIn(events);
    if (opened !== undefined) {
      compare(opened.data, settings);
      return;
    }
    // Somebody else may have written there, or may be opening it too.
    const { outcome } = await log.append(STREAM, events.at(-1)?.revision ?? 'none', [event]);
    if (outcome === 'appended') return;
  }
}

function compare(recorded: BookSettings, given: BookSettings): void {
  for (const name of SETTINGS)
    if (recorded[name] !== given[name]) throw new BookMismatch(name, String(recorded[name]), String(given[name]));
}
