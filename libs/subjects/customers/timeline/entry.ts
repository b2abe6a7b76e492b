import type { Joining } from '#figures/forest.js';
import type { History } from './history.js';

/** A fact of an event before it is labelled with what its customer was at the end of the day. */
export interface Entry {
  readonly series: string;
  readonly day: number;
  readonly record: string;
  /** When it was; needed of a series that goes by the clock of its customer. */
  readonly at?: string;
  /** The series' dimensions that come from the event itself, in the order of the schema. */
  readonly own: readonly string[];
  /** In the order of the schema. */
  readonly measures: readonly bigint[];
}

/** What one event means for the figures. */
export interface Effect {
  /** Absent for a guest's sale and for events about no customer. */
  readonly customer?: string;
  /** The earliest business day whose facts it can change. */
  readonly day: number;
  readonly entries: readonly Entry[];
  change(history: History): void;
  /** Where it joins the timelines of customers, or parts them. */
  readonly merge?: MergeStep;
}

/** Customers become one, or are two again. */
export interface MergeStep extends Joining {
  /** What stays of whom it is merged into. */
  readonly survivor: string;
  /** The day it was recorded on. */
  readonly recorded: number;
}

/** An effect, and the position of its event. */
export interface PlacedEffect extends Effect {
  readonly position: number;
}

export function nothingToChange(): void {
  // A guest has no history.
}
