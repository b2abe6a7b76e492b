// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What a column of rows is */
export interface Column {
  /** as in the rows */
  readonly name: string;
  /** integer, decimal as text, or number */
  readonly type: 'integer' | 'decimal' | 'number' | 'string';
  /** what its figures count; empty for a dimension or period */
  readonly unit: string;
  /** of its money, where it is another; empty where each row has its own */
  readonly currency?: string | undefined;
}
