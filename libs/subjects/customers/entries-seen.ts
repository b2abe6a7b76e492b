import type { Catalogue } from '#figures/catalogue.js';
import { isReadable, readWholeJournal, type JournalEntry } from '#figures/journal/journal.js';
import { parkedAmong } from '#figures/journal/stale.js';
import { recordsSeen } from '#figures/records-seen.js';
import type { Rows } from '#figures/rows.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { EventTypes } from '#kernel/event-type.js';
import type { Views } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { dealEventsInside } from '../opportunities/deal-seen.js';
import { daysInside, type IsInside } from './days-inside.js';
import { isPart } from './timeline/standing.js';
import type { Effect, Entry } from './timeline/entry.js';

/** What tells which entries of the journal are seen. */
export interface SeenOn {
  readonly views: Views;
  readonly catalogue: Catalogue;
  readonly calendar: Calendar;
  /** Every type of event there is. */
  readonly types: EventTypes;
  readonly effectOf: (event: RecordedEvent, calendar: Calendar) => Effect | undefined;
}

/** And how what is seen of it is told. */
export interface ToldOn extends SeenOn {
  /** A position as it is told to whoever asks. */
  readonly position: (position: string) => string;
}

/** An entry with what it does to a customer, where it does anything. */
interface Decoded {
  readonly entry: JournalEntry;
  readonly event: RecordedEvent;
  readonly effect: Effect | undefined;
}

/**
 * Entries that are seen by whoever sees some rows only: those whose own facts are inside, labelled as the figures label them; of what
 * happens to customers and opportunities themselves, what leaves them inside; of all else, what has facts inside on its day. What waits to be
 * decoded is seen by nobody who sees a part: nobody knows where it belongs.
 * @param knownAt the last day that facts may be recorded on
 */
export async function entriesSeen(
  entries: readonly JournalEntry[],
  on: SeenOn,
  knownAt?: number,
): Promise<readonly JournalEntry[]> {
  const { rows } = on.catalogue;
  if (rows === undefined) return entries;
  const parked = await parkedAmong(on.views, entries);
  const decoded = entries
    .filter((entry) => !parked.has(entry.position) && isReadable(entry, on.types))
    .map((entry): Decoded => {
      const event = { ...entry, position: Number(entry.position) } as RecordedEvent;
      return { entry, event, effect: on.effectOf(event, on.calendar) };
    });
  const isSeen = await Sight.of(decoded, rows, on, knownAt);
  return decoded.flatMap((one) => isSeen.of(one, on));
}

/** Entries that are seen, as they are told: neither their positions nor their places in a stream count what is not seen. */
export function toldEntries(
  entries: readonly JournalEntry[],
  position: (position: string) => string,
): readonly JournalEntry[] {
  const places = new Map<string, number>();
  return entries.map((entry) => {
    const revision = places.get(entry.stream) ?? 0;
    places.set(entry.stream, revision + 1);
    return { ...entry, revision, position: position(entry.position) };
  });
}

/**
 * The journal of one thing, as much of it as is told to whoever asks: nothing where what began it is not seen.
 * @param kind what its stream begins with @param by dimensions that all of its facts have one value of
 * @throws Problem `restricted` where whoever asks is narrowed to others
 */
export async function journalTold(
  kind: string,
  id: string,
  by: readonly string[],
  on: ToldOn,
): Promise<readonly JournalEntry[]> {
  needOneOf(kind, by, on.catalogue);
  const journal = await readWholeJournal(on.views, { stream: `${kind}-${id}` });
  if (on.catalogue.rows === undefined) return journal;
  const seen = await entriesSeen(journal, on);
  return seen[0]?.position === journal[0]?.position ? toldEntries(seen, on.position) : [];
}

/** @throws Problem `restricted` where a thing of a kind cannot be told to lie inside the rows of whoever asks, or not to */
export function needOneOf(kind: string, by: readonly string[], { rows = {} }: Catalogue): void {
  const lacking = Object.keys(rows).filter((name) => !by.includes(name));
  if (lacking.length === 0) return;
  throw new Problem(
    'restricted',
    `the key is narrowed to ${lacking.join(', ')}, of which one ${kind} may have several or none: it can be asked for figures`,
  );
}

/** Knows which facts are inside. */
class Sight {
  private constructor(
    private readonly rows: Rows,
    private readonly series: Views['schema']['series'],
    /** By the names of the parts that are asked for, where customers stood inside those of the rows. */
    private readonly inside: ReadonlyMap<string, IsInside>,
    private readonly deals: Awaited<ReturnType<typeof dealEventsInside>>,
    private readonly days: Awaited<ReturnType<typeof recordsSeen>>,
  ) {}

  static async of(decoded: readonly Decoded[], rows: Rows, on: SeenOn, knownAt: number | undefined): Promise<Sight> {
    const { views, catalogue } = on;
    const { series } = views.schema;
    const customers = [...new Set(decoded.flatMap(({ effect }) => effect?.customer ?? []))];
    const asked = new Map<string, Rows>();
    for (const { effect } of decoded) {
      if (effect?.customer === undefined) continue;
      const labelled = effect.entries.length === 0 ? [rows] : effect.entries.map((one) => labelsIn(one, rows, series));
      for (const labels of labelled) asked.set(keyOf(labels), labels);
    }
    const inside = [...asked]
      .filter(([, labels]) => Object.keys(labels).every(isPart))
      .map(async ([key, labels]) => [key, await daysInside(customers, labels, views, knownAt)] as const);
    const others = new Set(decoded.filter(({ effect }) => effect === undefined).map(({ entry: { stream } }) => stream));
    const deals = await dealEventsInside([...others], rows, views);
    const days = others.size === 0 ? undefined : await recordsSeen([...others], views, catalogue, knownAt);
    return new Sight(rows, series, new Map(await Promise.all(inside)), deals, days);
  }

  /** The entry, without what it says of others that are not seen; none where it is not. */
  of({ entry, event, effect }: Decoded, { calendar, types }: SeenOn): readonly JournalEntry[] {
    const isSeenAt = (instant: string): boolean =>
      effect === undefined
        ? (this.days?.get(entry.stream)?.days.has(calendar.dayOf(instant)) ?? false)
        : this.isEffectSeen(effect, calendar.dayOf(instant));
    if (!(this.deals(event) ?? isSeenAt(entry.occurredAt))) return [];
    const { data } = types[entry.type]?.seen?.(event, isSeenAt) ?? event;
    return [{ ...entry, data }];
  }

  private isEffectSeen({ customer, entries }: Effect, day: number): boolean {
    if (entries.length === 0) return customer !== undefined && this.isInside(this.rows, customer, day);
    return entries.some((one) => one.day === day && this.isFactSeen(one, customer));
  }

  private isFactSeen(entry: Entry, customer: string | undefined): boolean {
    const names = namesOf(entry, this.series);
    const isOwn = Object.entries(this.rows).every(([name, values]) => {
      const at = names.indexOf(name);
      return at >= 0 && (at >= entry.own.length || values.includes(entry.own[at] ?? ''));
    });
    if (!isOwn) return false;
    const labels = labelsIn(entry, this.rows, this.series);
    // What no customer did has labels without a value.
    if (customer === undefined) return Object.values(labels).every((values) => values.includes(''));
    return this.isInside(labels, customer, entry.day);
  }

  private isInside(labels: Rows, customer: string, day: number): boolean {
    return Object.keys(labels).length === 0 || this.inside.get(keyOf(labels))?.(customer, day) === true;
  }
}

/** Of the rows those that a fact has from its customer. */
function labelsIn(entry: Entry, rows: Rows, series: Views['schema']['series']): Rows {
  const own = namesOf(entry, series).slice(0, entry.own.length);
  return Object.fromEntries(Object.entries(rows).filter(([name]) => !own.includes(name)));
}

function namesOf({ series: name }: Entry, series: Views['schema']['series']): readonly string[] {
  return series.find((one) => one.name === name)?.dimensions ?? [];
}

function keyOf(labels: Rows): string {
  return Object.keys(labels).join();
}
