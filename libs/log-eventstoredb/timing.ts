/** Milliseconds that things may take: the client itself waits for ever for some. */
export interface Timing {
  /** For the answer to an append; after it the connection is given up for a new one. */
  readonly append: number;
  readonly read: number;
  /** For a sign of life, of appends or of reads: less than whoever asks `/readyz` is made to wait. */
  readonly sign: number;
  /** For a subscription to be confirmed. */
  readonly subscribe: number;
  /** Between two looks whether the subscription still hears what is appended. */
  readonly watch: number;
  /** For a connection to be let go. */
  readonly close: number;
}

export const TIMING: Timing = { append: 3_000, read: 30_000, sign: 1_500, subscribe: 10_000, watch: 500, close: 1_000 };
