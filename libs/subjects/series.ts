import type { SeriesSchema } from '#kernel/ports/views-schema.js';
import type { DayTotals, History } from './customers/timeline/history.js';
import type { LabelName } from './customers/timeline/labels.js';

/** Facts that are only ever added. */
export interface Series extends Omit<SeriesSchema, 'byCustomerDay'> {
  /** With which labels of the customer on that day its dimensions end: they are put right when the customer's past changes. */
  readonly labels?: readonly LabelName[];
  /** The days of a customer with facts that are labelled, where its history keeps them for other reasons. */
  readonly days?: (history: History) => readonly (readonly DayTotals[])[];
  /** By measure, the metric that adds it up: so the effect of one fact is told. */
  readonly told?: Readonly<Record<string, string>>;
}
