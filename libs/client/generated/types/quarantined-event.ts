// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** An event of another system that was no fact when it came */
export interface QuarantinedEvent {
  /** what it is known by here */
  readonly id: string;
  /** as it says */
  readonly source: string;
  /** its id, as its source has it */
  readonly event: string;
  /** what it is called there */
  readonly type: string;
  /** of the problem */
  readonly code: string;
  /** what was wrong; shown with the scope personal */
  readonly reason: string | null;
  /** what was sent, as JSON in the structured form; shown with the scope personal */
  readonly sent: string | null;
  readonly state: 'quarantined' | 'resubmitted' | 'discarded';
  /** the type of the fact that it is after all, and its id */
  readonly fact: string | null;
  /** RFC 3339 in UTC */
  readonly quarantinedAt: string;
  /** when it was resubmitted or discarded */
  readonly endedAt?: string | undefined;
  /** on whose behalf */
  readonly endedBy?: string | undefined;
  /** a position of the log; opaque where a part only is seen */
  readonly position: string;
}
