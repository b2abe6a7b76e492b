// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** A thing that a figure changed by */
export interface ChangedRecord {
  /** a thing by the name of its stream, or a customer */
  readonly kind: 'record' | 'customer';
  /** of the stream, or of the customer */
  readonly id: string;
  /** an exact decimal as text, an integer, or a ratio; null where there is none, never 0 for unknown */
  readonly change: string | number | null;
  /** what happened to it between the two points: the first 20 */
  readonly events: readonly {
    /** a position of the log; opaque where a part only is seen */
    readonly position: string;
    /** such as SaleRefunded */
    readonly type: string;
    /** RFC 3339 in UTC */
    readonly occurredAt: string;
    /** RFC 3339 in UTC */
    readonly recordedAt: string;
  }[];
}
