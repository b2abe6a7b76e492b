import { Decimal128, MongoNetworkError, MongoServerError } from 'mongodb';
import { randomUUID } from 'node:crypto';
import { connectTo } from '../connection.js';

/**
 * Whether a server keeps Decimal128, without which amounts cannot be added up exactly. FerretDB 1 does not: it says nothing and closes the
 * connection. @throws the driver's error where the server does not answer
 */
export async function keepsDecimals(uri: string): Promise<boolean> {
  const client = connectTo(uri, { maxPoolSize: 1, retryWrites: false });
  const scratch = client.db().collection<{ _id: string; amount?: Decimal128 }>(`decimals-${randomUUID()}`);
  try {
    await scratch.insertOne({ _id: 'without' });
    try {
      await scratch.insertOne({ _id: 'with', amount: Decimal128.fromString('0.1') });
      return true;
    } catch (error) {
      if (!(error instanceof MongoNetworkError || error instanceof MongoServerError)) throw error;
      // A server that takes the next one after it was not about to go.
      await scratch.insertOne({ _id: 'after' });
      return false;
    }
  } finally {
    await scratch.drop().catch(() => undefined);
    await client.close();
  }
}
