import { randomUUID } from 'node:crypto';
import { MongoServerError } from 'mongodb';
import { needAll, Refused } from '#kernel/refused.js';
import { connectTo } from './connection.js';

/** Codes of the server's answers; the last is what hosted servers say instead of the second. */
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = [18, 8000];

/** Milliseconds for finding a server, and for each of its answers. */
const WITHIN = 5_000;

/** The same for each attempt of a process: where it must not be dropped there is one, not one more every few seconds. */
const SCRATCH = `rights-${randomUUID()}`;

/**
 * Does once all that is done with read models, in a collection that is dropped again.
 * @param uri names the database too
 * @throws Refused where the server does not let it; the driver's error where it does not answer
 */
export async function checkRights(uri: string): Promise<void> {
  const client = connectTo(uri, { maxPoolSize: 1, serverSelectionTimeoutMS: WITHIN, socketTimeoutMS: WITHIN });
  const db = client.db();
  const scratch = db.collection<{ _id: string; a: number }>(SCRATCH, { writeConcern: { w: 'majority' } });
  const needs = [
    { what: 'make indexes', attempt: () => scratch.createIndex({ a: 1 }) },
    { what: 'insert', attempt: () => scratch.insertOne({ _id: randomUUID(), a: 1 }) },
    { what: 'update', attempt: () => scratch.updateOne({ a: 1 }, { $set: { a: 2 } }) },
    { what: 'find', attempt: () => scratch.findOne({ a: 1 }) },
    { what: 'delete', attempt: () => scratch.deleteOne({ a: 2 }) },
    { what: 'list collections', attempt: () => db.listCollections().toArray() },
    { what: 'drop collections', attempt: () => scratch.drop() },
  ];
  const how = 'grant it readWrite on the database (see infra/docs/rights.md)';
  try {
    await needAll(needs, { who: 'the user of MONGODB_URI', isDenied: (error) => codeOf(error) === UNAUTHORIZED, how });
  } catch (error) {
    if (!AUTHENTICATION_FAILED.includes(codeOf(error) ?? 0)) throw error;
    const mend = 'set them and authSource right, or make that user';
    throw new Refused(`MongoDB does not know the user of MONGODB_URI with that password: ${mend}`, true);
  } finally {
    await client.close();
  }
}

function codeOf(error: unknown): number | undefined {
  return error instanceof MongoServerError && typeof error.code === 'number' ? error.code : undefined;
}
