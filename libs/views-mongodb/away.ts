import {
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerSelectionError,
} from 'mongodb';
import { TookTooLong } from '#kernel/within.js';

const KINDS = [MongoNetworkError, MongoNotConnectedError, MongoServerSelectionError, TookTooLong];

/** Whether the database gave no answer, or is about to change who answers. */
export function isAway(error: unknown): boolean {
  if (KINDS.some((kind) => error instanceof kind)) return true;
  return error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError);
}
