// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface ReconcileFileQuery {
  /** The position of a receipt: the answer waits until the figures have it. */
  readonly position?: string | undefined;
  /** The system whose file it is. */
  readonly source: string;
  /** The days that are compared, such as 2024-03, or last-month. */
  readonly period: string;
  /** Of the file: its ending says what it is. In a form the file itself has it. */
  readonly name?: string | undefined;
  /** A map that is there already, by its name. */
  readonly preset?: string | undefined;
  /** SQL: how rows become facts. The address has room for some 10,000 characters, a form for a million. */
  readonly map?: string | undefined;
  /** Of the file: utf-8 by default, utf-16 by its mark; a label of the WHATWG list. */
  readonly encoding?: string | undefined;
  /** Between cells: one character, or tab; found out by default. */
  readonly delimiter?: string | undefined;
  /** none where quotes are plain characters; found out by default. */
  readonly quote?: string | undefined;
  /** Lines before the header. */
  readonly skip?: string | undefined;
  /** Of an XLSX; the first by default. */
  readonly sheet?: string | undefined;
  /** Of times without an offset; that of the book by default. */
  readonly timezone?: string | undefined;
}
