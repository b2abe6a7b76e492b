// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a column of an answer in SQL is */
export interface SqlColumn {
  /** as in the rows; a second one of the same name is name_1 */
  readonly name: string;
  /** decimals are text, dates 2024-03-31, instants RFC 3339 in UTC */
  readonly type: 'string' | 'integer' | 'decimal' | 'number' | 'boolean' | 'date' | 'instant' | 'json';
}
