/** A fact as `/v1/bulk` takes it. */
export interface DemoFact {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}
