// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Definitions } from './definitions.js';

/** What may come, with bounds, and how good the method was before */
export interface Forecast {
  /** what it is made from: periods that are over, from the first with a fact on */
  readonly history: readonly {
    /** the period */
    readonly bucket?: string | undefined;
    /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
    readonly value: string | number | null;
  }[];
  /** what comes */
  readonly points: readonly {
    /** the period */
    readonly bucket?: string | undefined;
    readonly mean: number;
    /** lower and upper bound, by how often what comes is to be inside */
    readonly intervals: Readonly<Record<string, readonly number[]>>;
  }[];
  /** what was used: a history that is too short or empty for what was asked has a simpler one */
  readonly method: 
    | 'naive'
    | 'seasonal-naive'
    | 'theta'
    | 'damped-trend'
    | 'theta+damped'
    | 'croston'
    | 'constant'
    | 'zero'
    | 'pipeline'
    | 'weighted-pipeline';
  /** how the method would have done */
  readonly backtest: {
    /** values at the end that were foretold from those before */
    readonly origins: number;
    /** in per cent, 0 to 200: mean of 200 |f - a| / (|f| + |a|); null where nothing could be tried */
    readonly sMAPE: number | null;
    /** mean error by that of the seasonal naive forecast; null where that has none */
    readonly MASE: number | null;
    /** what was inside the bounds */
    readonly coverage: Readonly<Record<string, number | null>>;
    /** the same of the seasonal naive forecast */
    readonly naive: {
      /** in per cent, 0 to 200: mean of 200 |f - a| / (|f| + |a|); null where nothing could be tried */
      readonly sMAPE: number | null;
      /** mean error by that of the seasonal naive forecast; null where that has none */
      readonly MASE: number | null;
    };
  };
  readonly warnings: readonly (
    | 'no-history'
    | 'short-history'
    | 'no-whole-seasons'
    | 'mostly-zero'
    | 'worse-than-naive'
    | 'nothing-open'
    | 'nothing-decided'
    | 'long-open'
    | 'known-later')[];
  /** of each value of `by` */
  readonly parts?: readonly {
    /** the value of `by` */
    readonly part: string;
    /** what it is made from: periods that are over, from the first with a fact on */
    readonly history: readonly {
      /** the period */
      readonly bucket?: string | undefined;
      /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
      readonly value: string | number | null;
    }[];
    /** what comes */
    readonly points: readonly {
      /** the period */
      readonly bucket?: string | undefined;
      readonly mean: number;
      /** lower and upper bound, by how often what comes is to be inside */
      readonly intervals: Readonly<Record<string, readonly number[]>>;
    }[];
    /** what was used: a history that is too short or empty for what was asked has a simpler one */
    readonly method: 
      | 'naive'
      | 'seasonal-naive'
      | 'theta'
      | 'damped-trend'
      | 'theta+damped'
      | 'croston'
      | 'constant'
      | 'zero'
      | 'pipeline'
      | 'weighted-pipeline';
    /** how the method would have done */
    readonly backtest: {
      /** values at the end that were foretold from those before */
      readonly origins: number;
      /** in per cent, 0 to 200: mean of 200 |f - a| / (|f| + |a|); null where nothing could be tried */
      readonly sMAPE: number | null;
      /** mean error by that of the seasonal naive forecast; null where that has none */
      readonly MASE: number | null;
      /** what was inside the bounds */
      readonly coverage: Readonly<Record<string, number | null>>;
      /** the same of the seasonal naive forecast */
      readonly naive: {
        /** in per cent, 0 to 200: mean of 200 |f - a| / (|f| + |a|); null where nothing could be tried */
        readonly sMAPE: number | null;
        /** mean error by that of the seasonal naive forecast; null where that has none */
        readonly MASE: number | null;
      };
    };
    readonly warnings: readonly (
      | 'no-history'
      | 'short-history'
      | 'no-whole-seasons'
      | 'mostly-zero'
      | 'worse-than-naive'
      | 'nothing-open'
      | 'nothing-decided'
      | 'long-open'
      | 'known-later')[];
  }[] | undefined;
  /** what is open beside what is expected of it; only with method pipeline */
  readonly pipeline?: {
    /** opportunities that are open */
    readonly open: number;
    /** an exact decimal */
    readonly value: string;
    /** an exact decimal */
    readonly weighted: string;
    /** of the value, what is won of it, whenever */
    readonly expected: number;
    /** how much of that after the last period */
    readonly beyond: number;
    /** stays in a stage, of opportunities that were won or lost, that this is learned from */
    readonly decided: number;
    /** where it stands, those with the most value first */
    readonly parts: readonly {
      /** of the opportunity itself */
      readonly stage: string;
      /** it counts under */
      readonly salesperson: string;
      /** opportunities that are open */
      readonly open: number;
      /** an exact decimal */
      readonly value: string;
      /** an exact decimal */
      readonly weighted: string;
      /** of the value, what is won of it, whenever */
      readonly expected: number;
      /** how much of that after the last period */
      readonly beyond: number;
      /** that were ever there and were won or lost */
      readonly decided: number;
      /** share of them that was won; null of none */
      readonly rate: number | null;
      /** the median of the days from there to the win; null where none was won */
      readonly days: number | null;
      /** by whose chances they were taken: stage-and-salesperson, stage, all, none (nothing lasted as long) */
      readonly grounds: Readonly<Record<string, number>>;
    }[];
    /** parts that are not told */
    readonly leftOut: number;
  } | undefined;
  /** periods that are not over, which are left out */
  readonly incomplete: readonly string[];
  readonly meta?: {
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
  } | undefined;
  /** where it is to be kept */
  readonly saved?: {
    /** under which it is kept */
    readonly id: string;
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
  } | undefined;
}
