import type { SeriesSchema } from '#kernel/ports/views-schema.js';
import type { ShownSeries } from '#kernel/sql-table.js';
import type { DayTotals, History } from './customers/timeline/history.js';
import type { LabelName } from './customers/timeline/labels.js';

/** Facts that are only ever added. */
export interface Series extends SeriesSchema {
  /** With which labels of the customer on that day its dimensions end: they are put right when the customer's past changes. */
  readonly labels?: readonly LabelName[];
  /**
   * Measures that stand until they change, such as what is open: a customer's go with it from label to label. Its entries are then kept
   * with its history, as are those of every labelled series without `days`.
   */
  readonly levels?: readonly string[];
  /** The days of a customer with facts of it, where the history has them anyway: those facts are looked up when labels change. */
  readonly days?: (history: History) => readonly (readonly DayTotals[])[];
  /** By measure, the metric that adds it up: so the effect of one fact is told. */
  readonly told?: Readonly<Record<string, string>>;
  /** How its facts are shown to those who ask in SQL; as they are, under its own name, where absent. */
  readonly shown?: ShownSeries;
}
