// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** Every figure of a span */
export interface Figures {
  /** equal figures have equal digests; null of a part */
  readonly digest: string | null;
  /** what they are of; null where facts arrived meanwhile */
  readonly position: string | null;
  /** rows by dimension, under empty text the total */
  readonly figures: Readonly<Record<string, readonly (Readonly<Record<string, string | number | null>>)[]>>;
}
