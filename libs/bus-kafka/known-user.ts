import type { Admin } from 'kafkajs';
import { Refused } from '#kernel/refused.js';
import { withAdmin } from './admin.js';
import { comesOf, isUntrusted } from './answers.js';
import type { KafkaConnection } from './connection.js';

/** @throws Refused where the brokers do not take the process for whom it says it is; the driver's error where none answers */
export async function checkUser(connection: KafkaConnection): Promise<void> {
  try {
    await withAdmin({ connection }, 'a connection to Kafka', (admin) => introduced(admin, connection));
  } catch (error) {
    throw refusalOf(error, connection) ?? error;
  }
}

/** A port that knows users tells everybody which requests it knows, and ends the connection of who then asks without having said who it is. */
async function introduced(admin: Admin, { sasl }: KafkaConnection): Promise<void> {
  try {
    await admin.describeCluster();
  } catch (error) {
    if (sasl !== undefined || !comesOf(error, 'KafkaJSConnectionClosedError')) throw error;
    const how = 'set KAFKA_SASL, KAFKA_USERNAME and KAFKA_PASSWORD_FILE';
    throw new Refused(`Kafka ends the connection of who does not say who it is: ${how} where it has users`, false);
  }
}

function refusalOf(error: unknown, { tls }: KafkaConnection): Refused | undefined {
  const no = (why: string, how: string): Refused => new Refused(`Kafka ${why}: ${how}`, true);
  if (comesOf(error, 'KafkaJSSASLAuthenticationError'))
    return no(
      'does not know the user in KAFKA_USERNAME with that password',
      'set them and the mechanism in KAFKA_SASL right, or make that user',
    );
  if (comesOf(error, 'UNSUPPORTED_SASL_MECHANISM'))
    return no('does not know the mechanism in KAFKA_SASL', 'set one that its brokers have enabled');
  if (comesOf(error, 'ILLEGAL_SASL_STATE'))
    return no(
      'asks nobody on this port who it is, and KAFKA_SASL says it',
      'leave it, KAFKA_USERNAME and the password out, or name the port for users in KAFKA_BROKERS',
    );
  if (!isUntrusted(error)) return undefined;
  return tls?.cert === undefined
    ? no('wants a certificate of who connects', 'name one that it trusts in KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE')
    : no('does not trust the certificate in KAFKA_TLS_CERT_FILE', 'name one of an authority that it trusts');
}
