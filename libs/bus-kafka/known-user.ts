import { Refused } from '#kernel/refused.js';
import { withAdmin } from './admin.js';
import type { KafkaConnection } from './connection.js';

/** @throws Refused where the brokers do not know the user; the driver's error where none answers */
export async function checkUser(connection: KafkaConnection): Promise<void> {
  try {
    await withAdmin({ connection }, 'a connection to Kafka', (admin) => admin.describeCluster());
  } catch (error) {
    if (!isUnknown(error)) throw error;
    const how = 'set them and the mechanism in KAFKA_SASL right, or make that user';
    throw new Refused(`Kafka does not know the user in KAFKA_USERNAME with that password: ${how}`, true);
  }
}

/** The driver wraps it in the error of whatever was tried, and gives out no class to know it by. */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'KafkaJSSASLAuthenticationError' || isUnknown(error.cause);
}
