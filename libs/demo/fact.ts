/** A fact as `/v1/bulk` takes it. */
export interface DemoFact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The end of the day on which the business had it known. */
  readonly knownSince?: string;
}
