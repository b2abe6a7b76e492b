import { contentHash } from '#kernel/canonical.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { Refused } from '#kernel/refused.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { BookOpened } from './events.js';

/** Permanent: the stream whose one event says by which settings the book counts. */
const STREAM = 'book';

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
 * Writes the settings into a new book's log, or compares them with what it was opened with.
 * @throws BookMismatch naming the first setting that differs
 */
export async function openBook(log: EventLog, settings: BookSettings, now: Date): Promise<void> {
  const event = {
    type: 'BookOpened',
    schema: 1,
    occurredAt: now.toISOString(),
    key: STREAM,
    data: settings,
    id: nextEventId(),
    claim: STREAM,
    hash: contentHash(settings),
    envelope: {},
  };
  const [opened] = await log.readStream(STREAM);
  if (opened === undefined && (await log.append(STREAM, 'none', [event])).outcome === 'appended') return;
  const recorded = ((opened ?? (await log.readStream(STREAM))[0]) as BookOpened | undefined)?.data;
  for (const name of SETTINGS)
    if (recorded?.[name] !== settings[name])
      throw new BookMismatch(name, String(recorded?.[name]), String(settings[name]));
}
