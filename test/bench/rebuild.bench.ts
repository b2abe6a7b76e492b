import { join } from 'node:path';
import { Calendar } from '#kernel/time/calendar.js';
import { foldInto } from '#engine/fold.js';
import { createProjection } from '#book/projecting/projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { SqliteEventLog } from '#log-sqlite/sqlite-event-log.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { print, secondsOf } from './report.js';

/** Folding the log of a book anew, against reading and parsing the same events. */
export async function benchRebuild(book: string, folder: string): Promise<void> {
  const log = SqliteEventLog.openReader(join(book, 'log.sqlite'));
  const to = await log.tail();
  const reading = await secondsOf(async () => {
    for (let at = 0; at < to; at += 1000) await log.readAll(at, 1000);
  });
  const views = SqliteViews.openWriter(join(folder, 'views.sqlite'), VIEW_SCHEMA);
  const calendar = new Calendar('UTC', 1);
  const projection = createProjection(calendar);
  const folding = await secondsOf(() =>
    foldInto({ log, views, projection, dayOf: (instant) => calendar.dayOf(instant), to }),
  );
  await views.close();
  await log.close();
  print({
    what: 'rebuild from the log',
    reached: to / folding,
    unit: 'events/s',
    floor: to / reading,
    target: 'ratio 0.33',
  });
}
