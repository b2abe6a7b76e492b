import { ErrorType } from '@eventstore/db-client';
import { TookTooLong } from '#kernel/with-timeout.js';
import { BrokenOff } from './connection.js';

/** Status codes of calls that ended without an answer: cancelled, too late, aborted, a broken connection, unavailable. */
const CODES: readonly unknown[] = [1, 4, 10, 13, 14];
const TYPES: readonly unknown[] = [
  ErrorType.CANCELLED,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.NOT_LEADER,
  ErrorType.TIMEOUT,
  ErrorType.UNAVAILABLE,
];
/** What is said without a code or a type: no server found, one that is still starting, a cluster that is about to agree on a leader. */
const SAYINGS = /failed to discover|server is (not ready|busy|too busy)|no leader info/i;

/** Whether the server gave no answer, so that what became of the call is unknown: it may be sent again as it was. */
export function isAway(error: unknown): boolean {
  if (error instanceof TookTooLong || error instanceof BrokenOff) return true;
  if (!(error instanceof Error)) return false;
  const { code, type } = error as { readonly code?: unknown; readonly type?: unknown };
  return CODES.includes(code) || TYPES.includes(type) || SAYINGS.test(error.message) || isAway(error.cause);
}
