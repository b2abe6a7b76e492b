import {
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
} from 'mongodb';
import { TookTooLong } from '#kernel/with-timeout.js';

const KINDS = [
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerSelectionError,
  MongoTopologyClosedError,
  TookTooLong,
];

/** What a server says that is no primary, or no longer: codes of "not primary" and "shutting down" in the specification of drivers. */
const NO_PRIMARY: readonly unknown[] = [91, 189, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436];

/** Whether the database gave no answer, or is about to change who answers. */
export function isAway(error: unknown): boolean {
  if (KINDS.some((kind) => error instanceof kind)) return true;
  // The driver passes some errors of its sockets on as they are.
  if (error instanceof Error && 'syscall' in error) return true;
  if (error instanceof MongoServerError && NO_PRIMARY.includes(error.code)) return true;
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError);
}
