// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A thing behind a figure */
export interface RecordBehind {
  /** customer, or the name of its subject, such as sale */
  readonly kind: string;
  /** of the thing */
  readonly id: string;
  /** null for a guest */
  readonly customerId: string | null;
  /** null for a customer */
  readonly occurredAt: string | null;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly value: string | number | null;
}
