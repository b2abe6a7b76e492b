import type { Table } from '#kernel/table.js';

/** An answer that is rows and columns: sent as it is, or made a file of. Nothing is worked out before one of the two is asked for. */
export class Tabular<Answer = unknown> {
  constructor(
    /** The answer as it is. */
    readonly whole: () => Promise<Answer>,
    /** Every row of it, those of all pages where it is a page of a list. */
    readonly table: () => Promise<Table>,
  ) {}
}
