import { Kafka, logLevel, type KafkaConfig, type SASLOptions } from 'kafkajs';

/** How the brokers are reached. */
export interface KafkaConnection {
  /** `host:port` of brokers. */
  readonly brokers: readonly string[];
  /** Certificates and the key as PEM text; without `ca` those that Node trusts are trusted. Absent: no encryption. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Absent: the brokers do not ask who it is. */
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** A client that says nothing by itself. @param settings how long it waits, and how often it tries again */
export function connectTo({ brokers, tls, sasl }: KafkaConnection, settings: Omit<KafkaConfig, 'brokers'>): Kafka {
  return new Kafka({
    ...settings,
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    ...(tls && { ssl: { ...tls } }),
    // The driver has a type for each mechanism, ours is one for all three.
    ...(sasl && { sasl: { ...sasl } as SASLOptions }),
  });
}
