import type { Admin } from 'kafkajs';
import { needAll, type Need } from '#kernel/refused.js';
import { withTimeout } from '#kernel/with-timeout.js';
import { withAdmin } from './admin.js';
import { comesOf, isDeniedGroup, isDeniedTopic, isUnknownTopic } from './answers.js';
import type { KafkaConnection } from './connection.js';
import { ANSWER_TIMEOUT, kafkaClient, type KafkaBusOptions } from './options.js';
import { withOwnGroup } from './own-group.js';
import { isThere, makeTopic } from './topic.js';

/** An acknowledgement that no broker gives: what asks for it is looked at, by rights first, and not stored. */
const NEVER = 7;
/** Milliseconds for joining a group, which brokers let wait for further members, and a first fetch. */
const TAKE_TIMEOUT = 30_000;

/** What is needed of the topic, and Kafka's names for it. */
const OPERATIONS: Readonly<Record<string, string>> = {
  'create the topic': 'Create',
  'describe it': 'Describe',
  'write to it': 'Write',
  'read it': 'Read',
};
const GROUPS = 'use its consumer groups';

/**
 * Attempts all that a process does with the topic: makes it where there is none, joins a group of its own and fetches, sends where `sends`.
 * No record is written.
 * @throws Refused where the brokers do not let it; the driver's error where they do not answer
 */
export async function checkRights(options: KafkaBusOptions, sends: boolean): Promise<void> {
  const { topic, connection } = options;
  const ask = <Value>(question: (admin: Admin) => Promise<Value>): Promise<Value> =>
    withAdmin(options, `the rights to ${topic}`, question);
  let taken: Promise<void> | undefined;
  const take = (): Promise<void> => (taken ??= fetched(options));
  // Is denied also where the topic is, which taking from it would tell first.
  const lookedUp = (admin: Admin) => admin.describeGroups([`${topic}.rights`]);
  const write = { what: 'write to it', attempt: () => unless(isUnknownTopic, () => refusedForItsAcks(options)) };
  const needs: readonly Need[] = [
    { what: 'create the topic', attempt: () => ask((admin) => thereOrMade(admin, options)) },
    { what: 'describe it', attempt: () => ask((admin) => isThere(admin, topic)) },
    ...(sends ? [write] : []),
    { what: 'read it', attempt: () => unless(isDeniedGroup, take) },
    { what: GROUPS, attempt: () => ask(lookedUp).then(() => unless(isDeniedTopic, take)) },
  ];
  await needAll(needs, { who: userOf(connection), isDenied, how: (denied) => grantsOf(topic, denied) });
}

function isDenied(error: unknown): boolean {
  return isDeniedTopic(error) || isDeniedGroup(error);
}

/** Leaves to another attempt what it says, or what cannot be known as long as there is no topic. */
async function unless(isOthers: (error: unknown) => boolean, attempt: () => Promise<void>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    if (!isOthers(error) && !isUnknownTopic(error)) throw error;
  }
}

/** Where it may not be described, making it tells. */
async function thereOrMade(admin: Admin, options: KafkaBusOptions): Promise<void> {
  const there = await isThere(admin, options.topic).catch(() => false);
  if (!there) await makeTopic(admin, options);
}

async function refusedForItsAcks(options: KafkaBusOptions): Promise<void> {
  const producer = kafkaClient(options).producer({ allowAutoTopicCreation: false });
  const send = async (): Promise<void> => {
    await producer.connect();
    await producer.send({ topic: options.topic, acks: NEVER, messages: [{ value: null, partition: 0 }] });
  };
  try {
    await withTimeout(2 * ANSWER_TIMEOUT, `the right to write to ${options.topic}`, send());
  } catch (error) {
    if (!comesOf(error, 'INVALID_REQUIRED_ACKS')) throw error;
  } finally {
    producer.disconnect().catch(() => undefined);
  }
}

/** From the end on, so that nothing needs to come. */
function fetched(options: KafkaBusOptions): Promise<void> {
  const settings = { maxWaitTimeInMs: 100, retry: { retries: 2, restartOnFailure: async () => false } };
  return withOwnGroup(options, 'rights', settings, async (consumer) => {
    const first = Promise.withResolvers<undefined>();
    consumer.on(consumer.events.FETCH, () => first.resolve(undefined));
    consumer.on(consumer.events.CRASH, ({ payload: { error } }) => first.reject(error));
    const fetching = async (): Promise<void> => {
      await consumer.connect();
      await consumer.subscribe({ topics: [options.topic] });
      await consumer.run({ autoCommit: false, eachBatch: async () => undefined });
      await first.promise;
    };
    first.promise.catch(() => undefined);
    await withTimeout(TAKE_TIMEOUT, `the right to read ${options.topic}`, fetching());
  });
}

function userOf({ sasl, tls }: KafkaConnection): string {
  if (sasl !== undefined) return 'the user in KAFKA_USERNAME';
  return tls?.cert === undefined ? 'who does not say who it is (ANONYMOUS)' : 'the owner of KAFKA_TLS_CERT_FILE';
}

/** As an administrator types it. */
function grantsOf(topic: string, denied: readonly string[]): string {
  const add = 'kafka-acls.sh --add --allow-principal User:…';
  const operations = denied.flatMap((what) => OPERATIONS[what] ?? []).map((name) => ` --operation ${name}`);
  const grants = [
    ...(operations.length > 0 ? [`${add}${operations.join('')} --topic ${topic}`] : []),
    ...(denied.includes(GROUPS) ? [`${add} --operation Read --group ${topic} --resource-pattern-type prefixed`] : []),
  ];
  return `${grants.join(' and ')} (see infra/docs/rights.md)`;
}
