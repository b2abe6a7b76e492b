import kafkajs, { type Admin } from 'kafkajs';
import { writeFile } from 'node:fs/promises';
import type { KafkaConnection } from '#bus-kafka/connection.js';
import { connectTo } from '#bus-kafka/connection.js';
import { aCertificate, type Certificate } from './certificates.js';
import { Broker, freePorts } from './kafka-broker.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** The one user there is, beside whoever asks the plain port, who may do everything. */
export const USER = { username: 'me', password: 'geheim!' };

/** A right of the user, on a topic or on the groups whose names begin so. */
export interface Grant {
  readonly operation: 'Create' | 'Delete' | 'Describe' | 'Read' | 'Write';
  readonly on: 'topic' | 'groups';
  readonly name: string;
}

/** A broker that knows a user and asks for rights, with a port for each way of reaching one. */
export class SecuredKafka {
  private constructor(
    private readonly broker: Broker,
    private readonly admin: Admin,
    readonly ports: {
      readonly plain: number;
      readonly users: number;
      readonly tls: number;
      readonly tlsUsers: number;
      readonly certificates: number;
    },
    /** Of the broker; and the one that it trusts where it asks for one. */
    readonly certificate: Certificate,
    readonly trusted: Certificate,
  ) {}

  static async start(folder: string): Promise<SecuredKafka> {
    const [users = 0, tls = 0, tlsUsers = 0, certificates = 0] = await freePorts(4);
    const [certificate, trusted] = [aCertificate(folder, 'IP:127.0.0.1'), aCertificate(folder, 'DNS:me.example')];
    const keystore = `${folder}/keystore.pem`;
    await writeFile(keystore, certificate.key + certificate.cert);
    const broker = await Broker.start(folder, (plain, controller) => {
      const listeners = { PLAINTEXT: plain, USERS: users, TLS: tls, TLSUSERS: tlsUsers, CERTIFICATES: certificates };
      const all = Object.entries(listeners).map(([name, port]) => `${name}://127.0.0.1:${String(port)}`);
      const login = `org.apache.kafka.common.security.plain.PlainLoginModule required user_${USER.username}="${USER.password}";`;
      return `
listeners=${all.join(',')},CONTROLLER://127.0.0.1:${String(controller)}
advertised.listeners=${all.join(',')}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,USERS:SASL_PLAINTEXT,TLS:SSL,TLSUSERS:SASL_SSL,CERTIFICATES:SSL
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS
sasl.enabled.mechanisms=PLAIN
listener.name.users.plain.sasl.jaas.config=${login}
listener.name.tlsusers.plain.sasl.jaas.config=${login}
ssl.keystore.type=PEM
ssl.keystore.location=${keystore}
ssl.truststore.type=PEM
ssl.truststore.location=${trusted.file}
listener.name.certificates.ssl.client.auth=required
`;
    });
    const admin = connectTo({ brokers: [broker.address] }, { retry: { retries: 20, maxRetryTime: 1_000 } }).admin();
    await admin.connect();
    const ports = { plain: broker.port, users, tls, tlsUsers, certificates };
    return new SecuredKafka(broker, admin, ports, certificate, trusted);
  }

  address(port: keyof SecuredKafka['ports']): string {
    return `127.0.0.1:${String(this.ports[port])}`;
  }

  /** As the user. */
  get connection(): KafkaConnection {
    return { brokers: [this.address('users')], sasl: { mechanism: 'plain', ...USER } };
  }

  /** The user may do these things, and nothing else. */
  async grantOnly(grants: readonly Grant[]): Promise<void> {
    const everything = {
      resourceType: AclResourceTypes.ANY,
      resourcePatternType: ResourcePatternTypes.ANY,
      operation: AclOperationTypes.ANY,
      permissionType: AclPermissionTypes.ANY,
    };
    await this.admin.deleteAcls({ filters: [everything] });
    await this.grant(grants);
  }

  /** The user may do these things too; at no moment less than before. */
  async grant(grants: readonly Grant[]): Promise<void> {
    const acl = grants.map(({ operation, on, name }) => ({
      resourceType: on === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
      resourceName: name,
      resourcePatternType: on === 'topic' ? ResourcePatternTypes.LITERAL : ResourcePatternTypes.PREFIXED,
      principal: `User:${USER.username}`,
      host: '*',
      operation: AclOperationTypes[operation.toUpperCase() as Uppercase<Grant['operation']>],
      permissionType: AclPermissionTypes.ALLOW,
    }));
    if (acl.length > 0) await this.admin.createAcls({ acl });
  }

  /** What everybody together has written to a topic, and which groups there are. */
  async traces(topic: string): Promise<{ readonly records: number; readonly groups: readonly string[] }> {
    const ends = await this.admin.fetchTopicOffsets(topic);
    const { groups } = await this.admin.listGroups();
    return { records: ends.reduce((sum, { high }) => sum + Number(high), 0), groups: groups.map((one) => one.groupId) };
  }

  async makeTopic(topic: string): Promise<void> {
    await this.admin.createTopics({ topics: [{ topic, numPartitions: 3 }] });
  }

  async stop(): Promise<void> {
    await this.admin.disconnect();
    await this.broker.kill();
  }
}
