import type { Basis } from './basis.js';
import type { Places } from './places.js';
import type { Worth } from './worth.js';

/** How a measure is kept: `count` is a whole number, `amount` an exact decimal in millionths of any size. Both are bigint in code. */
export type MeasureKind = 'count' | 'amount';

/** A bag of signed facts. Every fact has a valid day, a recorded day, a customer and a record (either may be `''`), dimensions and measures. */
export interface SeriesSchema {
  readonly name: string;
  /** Dimensions hold text; a missing value is `''`. `customer` and `record` are implied and can be grouped and filtered by too, `day` and `recorded` (the valid and the recorded day, as numbers) can be grouped by. */
  readonly dimensions: readonly string[];
  readonly measures: Readonly<Record<string, MeasureKind>>;
  /** A whole number per fact that a window can be compared with, such as the previous purchase day. */
  readonly mark?: string;
}

export interface CollectionSchema {
  readonly name: string;
  /** Fields a document can be found by, each with the id as second key. */
  readonly fields: readonly string[];
  /** There is one for each event: the id is its position, as `positionId` has it, and a log that is at hand may keep the body. */
  readonly of?: 'events';
}

export interface ViewSchema {
  /**
   * Raised when the same events come to mean other facts or documents: read models of another meaning are not read at all, those of the same
   * one as far as their names go.
   */
  readonly meaning?: number;
  readonly series: readonly SeriesSchema[];
  readonly collections: readonly CollectionSchema[];
}

/** One signed fact. Days are whole days since 1970-01-01 in the business calendar. */
export interface Row {
  readonly series: string;
  readonly valid: number;
  readonly recorded: number;
  readonly customer: string;
  readonly record: string;
  /** In the order of the schema. */
  readonly dimensions: readonly string[];
  /** In the order of the schema. */
  readonly measures: readonly bigint[];
  /** The value of the series' `mark`; 0 where it has none. */
  readonly mark: number;
}

/** A span of valid days, both ends included; without `from` since ever. */
export interface Window {
  readonly from?: number;
  readonly to: number;
}

export interface SumRequest {
  readonly series: string;
  readonly measures: readonly string[];
  /** A fact counts if each named dimension has one of the values. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly group: readonly string[];
  /** They may overlap; the first begins before the others, and the last ends after them. */
  readonly windows: readonly Window[];
  /** Only facts recorded on or before this day. */
  readonly recordedTo?: number;
  /** Only facts whose mark lies before their window's `from` (all, where the window has none). */
  readonly markBeforeWindow?: boolean;
  /** Instead of sums: how many distinct customers or records have a positive sum of the first (only) measure, per window and group. */
  readonly distinct?: 'customer' | 'record';
  /** Of those it is known that each has facts of the measure on one day only: what is counted on several days adds up. */
  readonly onOneDay?: true;
  /** In which unit amounts are summed up; as they are where absent. */
  readonly worth?: Worth;
  /** What columns of it are that no fact has: where its customer stands on a day. */
  readonly places?: Places;
  /** What those two are to be made of, by whoever knows rates and customers. */
  readonly basis?: Basis;
  /** Whose facts are left out; nobody's where absent. */
  readonly excluding?: Excluding;
}

/**
 * That facts of customers who are excluded are left out of a sum. Whoever knows who is makes it out; a store by itself counts everybody.
 */
export interface Excluding {
  /**
   * `flow`: the facts of every day at whose end their customer is excluded. `level`: all facts of who is excluded at the end of a window, of
   * windows that follow each other since ever.
   */
  readonly as: 'flow' | 'level';
  /** Of a flow that counts what of a level goes from part to part, that level: who is excluded from a day on takes it along. */
  readonly level?: SumRequest;
}

/** What of a request read models of this schema do not have; undefined where they have all of it. */
export function missingIn({ series }: ViewSchema, request: SumRequest): string | undefined {
  const found = series.find(({ name }) => name === request.series);
  if (found === undefined) return request.series;
  const dimensions = ['customer', 'record', 'day', 'recorded', ...found.dimensions];
  const { where, group, measures, worth, places, basis } = request;
  if (basis !== undefined) return `one that makes anything of ${JSON.stringify(basis)}`;
  const columns = places?.columns ?? {};
  const named = worth === undefined ? [] : [worth.by, ...Object.keys(worth.others?.where ?? {})];
  const plain = [...Object.keys(where), ...group].filter((name) => !(name in columns));
  const all = [...plain, ...named, ...Object.values(columns).map(({ own }) => own)];
  const asked = all.filter((name) => !dimensions.includes(name));
  const summed = [...measures, ...Object.values(worth?.own ?? {})];
  const [missing] = [...asked, ...summed.filter((name) => !(name in found.measures))];
  if (missing !== undefined) return `${missing} in ${found.name}`;
  return request.markBeforeWindow === true && found.mark === undefined ? `a mark in ${found.name}` : undefined;
}

/** Whether two schemas are one, in whatever order they list series and collections. */
export function isSameSchema(one: ViewSchema, other: ViewSchema): boolean {
  return shapeOf(one) === shapeOf(other);
}

function shapeOf({ meaning, series, collections }: ViewSchema): string {
  const byName = <Named extends { readonly name: string }>(list: readonly Named[]): readonly Named[] =>
    list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify([meaning, byName(series), byName(collections)]);
}
