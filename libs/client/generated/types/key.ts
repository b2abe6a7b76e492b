// Generated from the API description by `npm run generate:client`: change the API, not this file.

import type { Quota } from './quota.js';

/** A key, without what opens it */
export interface Key {
  /** its id, which is part of it */
  readonly id: string;
  /** who has it */
  readonly name: string;
  /** what it may */
  readonly scopes: readonly string[];
  /** by dimension the values that are seen; null for all */
  readonly rows: Readonly<Record<string, readonly string[]>> | null;
  /** of fewer customers than this nothing is shown; null for no such limit */
  readonly minGroup: number | null;
  /** what it may have in a day; null for no limit */
  readonly quota: Quota | null;
  /** RFC 3339 in UTC */
  readonly issuedAt: string;
  /** until when it is good; null for no end */
  readonly expiresAt: string | null;
  /** when it had another secret last */
  readonly rotatedAt: string | null;
  /** until when the secret before is good */
  readonly oldUntil: string | null;
  /** since when it is good for nothing */
  readonly revokedAt: string | null;
  /** why it was revoked */
  readonly reason: string | null;
}
