/** Every code a caller can meet, with its HTTP status. Permanent: callers branch on them. */
export const PROBLEMS = {
  'invalid-request': 400,
  'instant-not-supported': 400,
  'amount-out-of-range': 400,
  'occurred-in-future': 422,
  'unknown-metric': 400,
  'unknown-dimension': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'cross-site': 403,
  'misdirected-request': 421,
  'body-too-slow': 408,
  'id-conflict': 409,
  'replay-needed': 409,
  'undecodable-event': 409,
  'closing-broken': 409,
  'too-many-replays': 429,
  'period-not-over': 422,
  'body-too-large': 413,
  'fact-too-large': 413,
  'unsupported-media-type': 415,
  'unsupported-encoding': 415,
  'customer-unknown': 422,
  'customer-closed': 422,
  'already-closed': 422,
  'not-closed': 422,
  'opportunity-unknown': 422,
  'opportunity-closed': 422,
  'sale-unknown': 422,
  'sale-voided': 422,
  'already-voided': 422,
  'line-unknown': 422,
  'refund-exceeds-sale': 422,
  'before-its-start': 422,
  'answer-too-large': 422,
  contended: 503,
  'clock-unsure': 503,
  'not-yet-projected': 503,
  'log-unavailable': 503,
  'views-unavailable': 503,
  overloaded: 503,
  'took-too-long': 503,
  'storage-full': 507,
  internal: 500,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldError {
  /** A path such as `lines[2].quantity`. */
  readonly field: string;
  readonly detail: string;
}

/** What the caller can mend. Everything else that is thrown is a fault and becomes a 500. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    /** What is wrong and what to do about it, in a sentence. */
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** What more there is to say of this one: extension members of RFC 9457. */
    readonly members: { readonly [name: string]: unknown } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    this.status = PROBLEMS[code];
  }
}
