import type { SeriesSchema } from '#kernel/ports/views-schema.js';
import type { Balance } from '#kernel/ports/worth.js';
import type { ShownSeries } from '#kernel/sql-table.js';
import type { DayTotals, History, Kept, Said } from './customers/timeline/history.js';
import type { LabelName } from './customers/timeline/labels.js';

/** Amounts of facts in the base currency where `converted` is '1', in their `currency` where it is not. */
export interface MoneySeries {
  /** By measure, the one that holds the same in its own currency always. */
  readonly own: Readonly<Record<string, string>>;
  /** Where it has a level whose steps balance. What a record has on a day is one amount: facts are not the same whatever order events came in. */
  readonly balance?: Balance;
}

/** Facts that are only ever added. */
export interface Series extends SeriesSchema {
  /** With which labels of the customer on that day its dimensions end: they are put right when the customer's past changes. */
  readonly labels?: readonly LabelName[];
  /**
   * Measures that stand until they change, such as what is open: a customer's go with it from label to label. Its entries are then kept
   * with its history, as are those of every labelled series without `days`.
   */
  readonly levels?: readonly string[];
  /** By measure, the level of which it counts what goes from label to label: taken from the one, added to the other. */
  readonly steps?: Readonly<Record<string, string>>;
  /**
   * What its entries are, sorted by day, where they hang on all that was said of a customer's things (`addSaid`, sorted by instant, then id)
   * and not on each by itself. What is said on a day changes none before that day.
   */
  readonly workedOut?: (said: readonly Said[]) => readonly Kept[];
  /** The days of a customer with facts of it, where the history has them anyway: those facts are looked up when labels change. */
  readonly days?: (history: History) => readonly (readonly DayTotals[])[];
  /** By measure, the metric that adds it up: so the effect of one fact is told. */
  readonly told?: Readonly<Record<string, string>>;
  /** Which of its dimensions say what its customer was, beside the labels: a question may mean that of another day. */
  readonly ofCustomer?: readonly string[];
  /** What of it is money, in the base currency and in its own; it has dimensions `currency` and `converted`. Nothing where absent. */
  readonly money?: MoneySeries;
  /** How its facts are shown to those who ask in SQL; as they are, under its own name, where absent. */
  readonly shown?: ShownSeries;
}
