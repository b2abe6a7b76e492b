import type { Admin, Kafka } from 'kafkajs';
import { connectTo, type KafkaConnection } from './connection.js';

/** Milliseconds for a connection and for an answer: a probe is over within two seconds, retry included. */
const WITHIN = 900;

/** Asks brokers for a sign of life, on a connection of its own. */
export class KafkaProbe {
  private readonly kafka: Kafka;
  private admin: Promise<Admin> | undefined;

  constructor(connection: KafkaConnection) {
    this.kafka = connectTo(connection, {
      clientId: 'tallybook-probe',
      connectionTimeout: WITHIN,
      requestTimeout: WITHIN,
      // Once more: of several brokers the first asked may be the one that is down.
      retry: { retries: 1, initialRetryTime: 50 },
    });
  }

  /** Resolves when a broker has answered. */
  async ask(): Promise<void> {
    const admin = await (this.admin ??= this.connect());
    try {
      await admin.describeCluster();
    } catch (error) {
      this.admin = undefined;
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.admin)?.disconnect();
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      this.admin = undefined;
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  }
}
