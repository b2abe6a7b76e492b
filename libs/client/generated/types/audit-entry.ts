// Generated from the API description by `npm run generate:client`: change the API, not this file.

/** An answer that somebody was given, or a refusal */
export interface AuditEntry {
  /** counted from 1 without gap */
  readonly n: number;
  /** an answer; a right that was missing; a key or a sign-in that was not good; somebody signed in, and out */
  readonly type: 'Answered' | 'AccessDenied' | 'LoginFailed' | 'LoginSucceeded' | 'LoggedOut';
  /** RFC 3339 in UTC */
  readonly at: string;
  /** such as key:shop; null where the key was not good */
  readonly principal: string | null;
  /** the id in the key, also in one that is good no more */
  readonly keyId: string | null;
  /** such as GET /v1/customers/{id}; null for a path that there is not */
  readonly route: string | null;
  /** what it needed */
  readonly scope: string;
  /** its parameters by name, and under body what was asked there; hashed: before what may be of a person */
  readonly question: unknown;
  /** what of each dimension the asker saw; null for all */
  readonly rows: Readonly<Record<string, readonly string[]>> | null;
  /** the HTTP status */
  readonly status: number;
  /** as in X-Request-Id */
  readonly requestId: string;
  /** that the answer covers; null where it says none */
  readonly position: string | null;
  /** null where they were not counted, as in a file */
  readonly recordsReturned: number | null;
  /** whether it may show what is of a person */
  readonly personal: boolean;
}
