// Generated from the API description by `npm run generate:client`: change the API, not this file.

export interface StartImportQuery {
  /** Of the file: its ending says what it is. In a form the file itself has it. */
  readonly name?: string | undefined;
  /** A map that is there already, by its name. */
  readonly preset?: string | undefined;
  /** SQL: how rows become facts. The address has room for some 10,000 characters, a form for a million. */
  readonly map?: string | undefined;
  /** true to decide on every fact and record none. */
  readonly dryRun?: 'true' | 'false' | undefined;
  /** true for history that is loaded: no alert fires for it. */
  readonly quiet?: 'true' | 'false' | undefined;
  /** The service that sends them, of facts that do not say it themselves. */
  readonly emitter?: string | undefined;
  /** Since when facts were known that do not say it themselves: a date or an instant, in a new book only. */
  readonly knownSince?: string | undefined;
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
