import { ErrorType } from '@eventstore/db-client';
import { TookTooLong } from '#kernel/within.js';
import { BrokenOff } from './reader.js';

/** Status codes of calls that ended without an answer: cancelled, too late, aborted, a broken connection, unavailable. */
const CODES: readonly unknown[] = [1, 4, 10, 13, 14];
const TYPES: readonly unknown[] = [
  ErrorType.CANCELLED,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.NOT_LEADER,
  ErrorType.TIMEOUT,
  ErrorType.UNAVAILABLE,
];
/** What the driver says without a code or a type: no server found, or one that is still starting. */
const SAYINGS = /failed to discover|server is not ready/i;

/** Whether the server gave no answer, so that what became of the call is unknown: it may be sent again as it was. */
export function isAway(error: unknown): boolean {
  if (error instanceof TookTooLong || error instanceof BrokenOff) return true;
  if (!(error instanceof Error)) return false;
  const { code, type } = error as { readonly code?: unknown; readonly type?: unknown };
  return CODES.includes(code) || TYPES.includes(type) || SAYINGS.test(error.message) || isAway(error.cause);
}
