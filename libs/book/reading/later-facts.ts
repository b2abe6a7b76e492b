import { effectOf } from '#insights/projection/effect-of.js';
import { metricNamed } from '#insights/query/catalogue.js';
import { readJournal, type JournalEntry } from '#insights/query/journal.js';
import { parkedAmong } from '#insights/query/stale.js';
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
  const events: object[] = [];
  for (let { after } = from; ;) {
    const page = await readJournal(views, { after, limit: 1000 });
    const parked = await parkedAmong(views, page);
    for (const entry of page) {
      const day = calendar.dayOf(entry.occurredAt);
      if (day < period.from || day > period.to || NO_FACTS.includes(entry.type)) continue;
      if (events.length === limit) return { events, next: String(after) };
      // What waits to be decoded has had no effect yet.
      events.push({ ...entry, effect: parked.has(entry.position) ? {} : effectOfEntry(entry, period, calendar) });
      after = Number(entry.position);
    }
    if (page.length < 1000) return { events, next: null };
    after = Number(page.at(-1)?.position);
  }
}

const NO_FACTS = [
  'BookOpened',
  'PeriodClosed',
  'RateSet',
  'TargetSet',
  'LifecyclePolicyPublished',
  'TierPolicyPublished',
];
const SALES = [
  'orders',
  'lines',
  'units',
  'revenue.gross',
  'revenue.discount',
  'revenue.tax',
  'revenue.refunded',
] as const;

/** What a fact adds to the figures of its own series in the period; what it moves customers by is part of the changes. */
function effectOfEntry(
  entry: JournalEntry,
  period: Period,
  calendar: Calendar,
): Readonly<Record<string, string | number>> {
  const effect = effectOf({ ...entry, position: Number(entry.position) } as RecordedEvent, calendar);
  const sums = new Map<string, bigint>();
  for (const { series, day, measures } of effect?.entries ?? []) {
    if (day < period.from || day > period.to) continue;
    const names: readonly string[] = series === 'sales' ? SALES : ['interactions'];
    names.forEach((name, i) => sums.set(name, (sums.get(name) ?? 0n) + (measures[i] ?? 0n)));
  }
  const shown = [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([name, sum]): [string, string | number] => [
      name,
      metricNamed(name).type === 'integer' ? Number(sum) : formatDecimal(sum),
    ]);
  return Object.fromEntries(shown);
}
