// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Column } from './column.js';
import type { Definitions } from './definitions.js';

/** Figures */
export interface QueryAnswer {
  readonly columns: readonly Column[];
  /** in the order of their values */
  readonly rows: readonly (Readonly<Record<string, string | number | null>>)[];
  /** by metric: over all rows */
  readonly totals: Readonly<Record<string, string | number | null>>;
  readonly meta: {
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
    /** a date, or the instant asked for */
    readonly asOf: string;
    /** a date, or the instant asked for; null: everything recorded */
    readonly knownAt: string | null;
    /** the relative period asked for; absent, like from and to, where none was */
    readonly period?: string | undefined;
    /** its first day */
    readonly from?: string | undefined;
    /** its last day, which belongs to it */
    readonly to?: string | undefined;
    readonly definitions: Definitions;
    /** periods that are not over */
    readonly incomplete: readonly string[];
    /** of all money, unless a column says otherwise */
    readonly currency: string;
    /** fact-day, or the date of whose rates all money is; absent where none were asked for */
    readonly rates?: string | undefined;
    /** the date at whose end customers are what facts are told apart by; absent where it is that of each fact */
    readonly organisation?: string | undefined;
    /** customers who are left out, as of the day; absent where none are, or all were asked for */
    readonly excluded?: number | undefined;
    /** the replay that was asked */
    readonly replay?: string | undefined;
    /** true: the log is not the one whose head was signed; absent where it is */
    readonly tampered?: boolean | undefined;
    /** the log that the figures are of; absent where its tree is behind, or a part only is seen */
    readonly head?: {
      /** events up to the position */
      readonly size: number;
      /** over them, in base64 */
      readonly root: string;
    } | undefined;
    /** the book was made again from a copy; absent where it never was, or a part only is seen */
    readonly restored?: {
      /** RFC 3339 in UTC */
      readonly at: string;
      /** events that were restored */
      readonly size: number;
      /** events that are not in it, by number from 1 on, such as 71-90, at least; or unknown */
      readonly lost: string;
    } | undefined;
    /** until then what was known when is as the importer of history said; absent where no history was */
    readonly assumedKnown?: string | undefined;
    /** customers with an event that this release cannot decode; absent where none is */
    readonly stale?: number | undefined;
    /** figures that are null since fewer customers stand behind them than the key may see; absent where it may any */
    readonly suppressed?: number | undefined;
    /** values asked for that no fact has, by dimension */
    readonly unknownValues?: Readonly<Record<string, readonly string[]>> | undefined;
  };
}
