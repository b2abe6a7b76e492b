// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface AskSqlBody {
  /** One SELECT in the dialect of DuckDB over the tables of facts. */
  readonly sql: string;
  /** Values of `$1`, `$2` … in a list, or of `$name` by name. */
  readonly params?: 
    | readonly (string | number | boolean | null)[]
    | Readonly<Record<string, string | number | boolean | null>> | undefined;
  /** The position of a receipt: the answer waits until the facts have it. */
  readonly position?: string | undefined;
}
