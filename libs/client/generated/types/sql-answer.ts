// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { SqlColumn } from './sql-column.js';

/** The rows of a SELECT */
export interface SqlAnswer {
  readonly columns: readonly SqlColumn[];
  /** in the order of its ORDER BY; in any where it has none */
  readonly rows: readonly (Readonly<Record<string, unknown>>)[];
  readonly meta: {
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
  };
}
