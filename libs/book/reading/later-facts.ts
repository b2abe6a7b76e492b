import type { LaterFact } from '../period.answers.js';
import { EVENT_TYPES, SERIES, timelineEffect } from '#subjects/tables.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { readJournal, type JournalEntry } from '#figures/journal/journal.js';
import { parkedAmong } from '#figures/journal/stale.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { formatDecimal } from '#kernel/decimal.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Period } from '#kernel/time/periods.js';
import type { Views } from '#kernel/ports/views.js';

export interface LaterFactsQuestion {
  readonly period: Period;
  /** Position. */
  readonly after: number;
  readonly limit: number;
}

/** What was recorded after a position and falls into a period, with what each fact adds to its figures; a page of it. */
export async function laterFacts({ period, limit, ...from }: LaterFactsQuestion, views: Views, calendar: Calendar) {
  const events: LaterFact[] = [];
  for (let { after } = from; ;) {
    const page = await readJournal(views, { after, limit: 1000 });
    const parked = await parkedAmong(views, page);
    for (const entry of page) {
      const day = calendar.dayOf(entry.occurredAt);
      if (day < period.from || day > period.to || EVENT_TYPES[entry.type]?.isSetting === true) continue;
      if (events.length === limit) return { events, next: String(after) };
      // What waits to be decoded has had no effect yet.
      events.push({ ...entry, effect: parked.has(entry.position) ? {} : effectOfEntry(entry, period, calendar) });
      after = Number(entry.position);
    }
    if (page.length < 1000) return { events, next: null };
    after = Number(page.at(-1)?.position);
  }
}

/** The metrics that a series' measures add up to, in the order of the measures. */
const TOLD: ReadonlyMap<string, readonly (string | undefined)[]> = new Map(
  SERIES.map(({ name, measures, told = {} }) => [name, Object.keys(measures).map((measure) => told[measure])]),
);

/** What a fact adds to the figures of its own series in the period; what it moves customers by is part of the changes. */
function effectOfEntry(
  entry: JournalEntry,
  period: Period,
  calendar: Calendar,
): Readonly<Record<string, string | number>> {
  const effect = timelineEffect({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar);
  const sums = new Map<string, bigint>();
  for (const { series, day, measures } of effect?.entries ?? []) {
    if (day < period.from || day > period.to) continue;
    for (const [i, name] of (TOLD.get(series) ?? []).entries())
      if (name !== undefined) sums.set(name, (sums.get(name) ?? 0n) + (measures[i] ?? 0n));
  }
  const shown = [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([name, sum]): [string, string | number] => [
      name,
      CATALOGUE.metricNamed(name).type === 'integer' ? Number(sum) : formatDecimal(sum),
    ]);
  return Object.fromEntries(shown);
}
