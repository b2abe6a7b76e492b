import type { OtherKind } from '#charts/other-kinds.js';
import type { EventTypes } from '#kernel/event-type.js';
import type { SeriesSchema, ViewSchema } from '#kernel/ports/views-schema.js';
import { JOURNAL, PERSONAL } from '#figures/journal/journal-documents.js';
import { PARKING } from '#engine/project/parking.js';
import { BOOK_EVENTS } from '#ledger/book.js';
import type { CommandTypes } from '#ledger/ledger.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { Readable } from '#kernel/readable.js';
import type { SqlTable } from '#kernel/sql-table.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { timelineFacts } from './customers/timeline/effect.js';
import type { Effect } from './customers/timeline/entry.js';
import type { Facts } from './facts.js';
import { SUBJECTS } from './index.js';
import type { Policies } from './policies/policy.js';
import type { Read } from './read.js';
import type { MoneySeries, Series } from './series.js';

/** What derives from the list of subjects. */

/** Every event type there is, the book's own included. */
export const EVENT_TYPES: EventTypes = together([BOOK_EVENTS, ...SUBJECTS.map(({ events }) => events)]);

export const COMMANDS: CommandTypes = together(SUBJECTS.map(({ commands = {} }) => commands));

/** Of the streams whose events may have something personal. */
export const PERSONAL_STREAMS = SUBJECTS.flatMap(({ personal }) => personal ?? []);

/** Maps of files as facts beside the presets of ours, by their names. */
export const SUBJECT_PRESETS = together(SUBJECTS.map(({ presets = {} }) => presets));

/** Kinds of charts beside ours. */
export const SUBJECT_CHARTS: readonly OtherKind[] = SUBJECTS.flatMap(({ charts = {} }) =>
  Object.entries(charts).map(([name, chart]) => ({ name, ...chart })),
);

/** What only reactions record. */
export const OWN_COMMANDS = together(SUBJECTS.map(({ ownCommands = {} }) => ownCommands));

export const SERIES: readonly Series[] = SUBJECTS.flatMap(({ series = [] }) => series);

/** What is money in which series. */
export const MONEY: ReadonlyMap<string, MoneySeries> = new Map(
  SERIES.flatMap(({ name, money }) => (money === undefined ? [] : [[name, money] as const])),
);

/** By series, the dimensions that say what its customer was. */
export const OF_CUSTOMER: ReadonlyMap<string, readonly string[]> = new Map(
  SERIES.map(({ name, ofCustomer = [], labels = [] }) => [name, [...ofCustomer, ...labels]]),
);

/** Series whose facts stay under the customer that they name, whoever it is merged into. */
export const UNJOINED: ReadonlySet<string> = new Set(
  SUBJECTS.flatMap(({ facts, series = [] }) => (timelineFacts(facts) === undefined ? series : [])).map(
    ({ name }) => name,
  ),
);

/** What subjects show beside figures, by name. */
export const SUBJECT_READS: Readonly<Record<string, Read>> = together(SUBJECTS.map(({ reads = {} }) => reads));

/** What those see who ask in SQL: a table for each series, for the members of some, and for all that was recorded. */
export const SQL_TABLES: readonly SqlTable[] = Object.values(
  together(
    [
      ...SERIES.map(({ name, shown }): SqlTable => ({ kind: 'facts', series: name, name, ...shown })),
      ...SUBJECTS.flatMap(({ members = [] }) => members.map((table): SqlTable => ({ kind: 'members', ...table }))),
      { kind: 'journal' as const, name: 'events', collection: JOURNAL },
    ].map((table) => ({ [table.name]: table })),
  ),
);

/** What people read of a version under some policies in a store that they have tools of their own for. */
export function readableOf(policies: Policies): readonly Readable[] {
  const readable = SUBJECTS.flatMap(({ readable: of }) => of?.(policies) ?? []);
  return Object.values(together(readable.map((one) => ({ [one.name]: one }))));
}

/**
 * The series of facts and the collections of documents. A change of them is a new version of the read models, which the next start builds
 * beside the served one; so is `meaning`, raised when facts or documents come to mean something else under the same names.
 */
export const VIEW_SCHEMA: ViewSchema = {
  meaning: 7,
  series: SERIES.map(stored),
  collections: [
    ...SUBJECTS.flatMap(({ collections = [] }) => collections),
    /** One per event, id = position as 16 digits: the event without its `personal` part. */
    { name: JOURNAL, fields: ['customer', 'stream', 'type'], of: 'events' },
    /** The `personal` part of an event, same id as in the journal; `text` is what can be searched, in lower case. */
    { name: PERSONAL, fields: ['customer', 'text'] },
    ...PARKING,
  ],
};

/** @throws Error for a name that two have: what is stored under it could not be told apart */
export function together<Value>(tables: readonly Readonly<Record<string, Value>>[]): Readonly<Record<string, Value>> {
  const all: Record<string, Value> = {};
  for (const [name, value] of tables.flatMap((table) => Object.entries(table))) {
    if (Object.hasOwn(all, name)) throw new Error(`two subjects have ${name}`);
    all[name] = value;
  }
  return all;
}

function stored({ name, dimensions, labels, measures, mark }: Series): SeriesSchema {
  return {
    name,
    dimensions: [...dimensions, ...(labels ?? [])],
    measures,
    ...(mark !== undefined && { mark }),
  };
}

/** By event type, the facts of its subject. */
export const FACTS: ReadonlyMap<string, Facts> = new Map(
  SUBJECTS.flatMap(({ events, facts }) =>
    facts === undefined ? [] : Object.keys(events).map((type): [string, Facts] => [type, facts]),
  ),
);

/** What an event does to its customer's timeline; undefined where it does nothing. @throws Error for what cannot be understood */
export function timelineEffect(event: RecordedEvent, calendar: Calendar): Effect | undefined {
  return timelineFacts(FACTS.get(event.type))?.of(event, calendar);
}
