// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** What became of the lines */
export interface BulkResult {
  /** lines recorded now */
  readonly accepted: number;
  /** lines recorded before */
  readonly duplicates: number;
  /** lines refused */
  readonly rejected: number;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
  /** the first 1,000; the rest is only counted */
  readonly errors: readonly {
    readonly line: number;
    /** as the line gave it; empty where it gave none */
    readonly id: string;
    /** of a problem: permanent, to branch on */
    readonly code: 
      | 'unauthenticated'
      | 'key-expired'
      | 'forbidden'
      | 'emitter-mismatch'
      | 'restricted'
      | 'head-unknown'
      | 'id-taken'
      | 'last-admin'
      | 'sign-in-unavailable'
      | 'audit-unavailable'
      | 'quota-exceeded'
      | 'rate-limited'
      | 'not-sealed'
      | 'legal-hold'
      | 'customer-erased'
      | 'plugin-refused'
      | 'invalid-request'
      | 'instant-not-supported'
      | 'amount-out-of-range'
      | 'unknown-metric'
      | 'unknown-dimension'
      | 'bad-sql'
      | 'sql-not-allowed'
      | 'cross-site'
      | 'not-found'
      | 'method-not-allowed'
      | 'not-acceptable'
      | 'body-too-slow'
      | 'id-conflict'
      | 'replay-needed'
      | 'undecodable-event'
      | 'closing-broken'
      | 'link-gone'
      | 'version-mismatch'
      | 'body-too-large'
      | 'fact-too-large'
      | 'unsupported-media-type'
      | 'unsupported-encoding'
      | 'misdirected-request'
      | 'occurred-in-future'
      | 'known-out-of-order'
      | 'period-not-over'
      | 'not-firing'
      | 'too-many-parts'
      | 'customer-unknown'
      | 'tier-unknown'
      | 'customer-closed'
      | 'already-closed'
      | 'not-closed'
      | 'opportunity-closed'
      | 'subscription-cancelled'
      | 'not-cancelled'
      | 'merge-cycle'
      | 'already-merged'
      | 'not-merged'
      | 'opportunity-unknown'
      | 'sale-voided'
      | 'already-voided'
      | 'shares-not-whole'
      | 'line-unknown'
      | 'refund-exceeds-sale'
      | 'before-its-start'
      | 'answer-too-large'
      | 'sql-too-large'
      | 'bad-import'
      | 'too-many-imports'
      | 'too-many-replays'
      | 'internal'
      | 'contended'
      | 'clock-unsure'
      | 'log-tampered'
      | 'not-yet-projected'
      | 'log-unavailable'
      | 'views-unavailable'
      | 'overloaded'
      | 'took-too-long'
      | 'storage-full';
    /** what is wrong with the line and what to do about it */
    readonly detail: string;
  }[];
}
