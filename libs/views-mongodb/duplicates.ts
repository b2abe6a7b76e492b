import { MongoBulkWriteError, MongoServerError } from 'mongodb';

const DUPLICATE = 11_000;

/** Whether a write found a document of that id; of several writes, whether the first that failed did. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE;
}

/** Writes of which some may find that they, or later ones, have been done already: those fail as duplicates, which is as it should be. */
export async function unlessDone(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof MongoBulkWriteError)) throw error;
    const failures = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
    if (failures.length === 0 || failures.some(({ code }) => code !== DUPLICATE)) throw error;
  }
}
