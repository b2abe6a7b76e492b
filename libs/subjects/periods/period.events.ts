import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';

/** Closed figures: `columns` says which, each row has a value for each, and is absent where they were too many for an event. */
export type ClosedTable = {
  readonly columns: readonly string[];
  readonly rows?: readonly (readonly (string | number | null)[])[];
};

/** The log as it was when a period was closed: how many events its figures are of, and the root of the tree over them in base64. */
type ClosedHead = { readonly size: number; readonly root: string };

/** The figures of a period as they stood at a position of the log; `digest` is of all of them. */
export type PeriodClosed = EventOf<
  'PeriodClosed',
  {
    readonly id: string;
    readonly period: string;
    /** 1 for the first closing of the period. */
    readonly number: number;
    readonly position: number;
    readonly digest: string;
    /** Per dimension, '' for the total; absent in closings made before they were kept. */
    readonly figures?: Readonly<Record<string, ClosedTable>>;
    /** Absent in closings made before a tree was kept over the log, and where that was far behind. */
    readonly head?: ClosedHead;
  }
>;

export const PERIOD_EVENTS: EventTypes = { PeriodClosed: { schema: 1, isSetting: true } };
