import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkRights } from '#bus-kafka/rights.js';
import { Refused } from '#kernel/refused.js';
import { recordOpening } from '#ledger/book.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { topicOf } from '#platform/shared-book.js';
import { describeWhere } from '../describe-where.js';
import { NO_OPENSSL } from '../stand-ins/certificates.js';
import { NO_KAFKA } from '../stand-ins/kafka-broker.js';
import { membersOfSuite } from '../stand-ins/members.js';
import { SecuredKafka, USER, type Grant } from '../stand-ins/secured-kafka.js';
import { newTopic } from './kafka-book.js';

const WHO = 'the user in KAFKA_USERNAME may not';
const ADD = 'kafka-acls.sh --add --allow-principal User:…';
const SEE = '(see infra/docs/rights.md)';

const groupsOf = (topic: string): string => `${ADD} --operation Read --group ${topic} --resource-pattern-type prefixed`;
const allOf = (topic: string): readonly Grant[] => [
  ...(['Create', 'Describe', 'Write', 'Read'] as const).map((operation) => ({
    operation,
    on: 'topic' as const,
    name: topic,
  })),
  { operation: 'Read', on: 'groups', name: topic },
];

describeWhere(NO_KAFKA ?? NO_OPENSSL, 'the rights that the bus needs', () => {
  const members = membersOfSuite();
  let kafka: SecuredKafka;
  beforeAll(async () => {
    kafka = await SecuredKafka.start(members.folder);
  });
  afterAll(() => kafka.stop());

  const refusal = (topic: string, sends: boolean): Promise<unknown> =>
    checkRights({ connection: kafka.connection, topic, partitions: 3 }, sends).catch((error: unknown) => error);
  /** All but some. */
  const without = (topic: string, ...operations: readonly string[]): Promise<void> =>
    kafka.grantOnly(allOf(topic).filter(({ operation, on }) => !operations.includes(`${operation} ${on}`)));

  it('are there where all is granted, and looking for them leaves nothing behind', async () => {
    const topic = newTopic();
    await kafka.grantOnly([...allOf(topic), { operation: 'Delete', on: 'groups', name: topic }]);
    expect([await refusal(topic, true), await refusal(topic, false)]).toEqual([undefined, undefined]);
    expect(await kafka.traces(topic)).toEqual({ records: 0, groups: [] });
  });

  it('need none to create or to describe where the topic is there', async () => {
    const topic = newTopic();
    await kafka.makeTopic(topic);
    await without(topic, 'Create topic', 'Describe topic');
    expect([await refusal(topic, true), await refusal(topic, false)]).toEqual([undefined, undefined]);
  });

  it.each<[readonly string[], boolean, boolean, string | undefined, string]>([
    [['Create topic'], false, true, 'create the topic', ' --operation Create'],
    [['Write topic'], true, true, 'write to it', ' --operation Write'],
    [['Write topic'], true, false, undefined, ''],
    [['Read topic'], true, true, 'read it', ' --operation Read'],
    [['Read topic'], true, false, 'read it', ' --operation Read'],
    [['Read topic', 'Write topic'], true, true, 'write to it, not read it', ' --operation Write --operation Read'],
    [
      ['Describe topic', 'Read topic', 'Write topic'],
      false,
      true,
      'describe it, not write to it, not read it',
      ' --operation Describe --operation Write --operation Read',
    ],
    [
      ['Create topic', 'Describe topic', 'Read topic', 'Write topic'],
      true,
      true,
      'create the topic, not describe it, not write to it, not read it',
      ' --operation Create --operation Describe --operation Write --operation Read',
    ],
  ])('are told one by one: no %j, there %j, sends %j', async (missing, isThere, sends, what, operations) => {
    const topic = newTopic();
    if (isThere) await kafka.makeTopic(topic);
    await without(topic, ...missing);
    const message = `${WHO} ${what ?? ''}: ${ADD}${operations} --topic ${topic} ${SEE}`;
    expect(await refusal(topic, sends)).toEqual(what === undefined ? undefined : new Refused(message, false));
  });

  it.each([['none'], ['Describe']] as const)('include those to the groups, of which there is %s', async (right) => {
    const topic = newTopic();
    await without(topic, 'Read groups');
    if (right === 'Describe')
      await kafka.grantOnly([...allOf(topic).slice(0, -1), { operation: right, on: 'groups', name: topic }]);
    const message = `${WHO} use its consumer groups: ${groupsOf(topic)} ${SEE}`;
    expect(await refusal(topic, false)).toEqual(new Refused(message, false));
  });

  it('are told all in one line', async () => {
    const topic = newTopic();
    await kafka.grantOnly([]);
    const operations = '--operation Create --operation Describe --operation Write --operation Read';
    const what = 'create the topic, not describe it, not write to it, not read it, not use its consumer groups';
    expect(await refusal(topic, true)).toEqual(
      new Refused(`${WHO} ${what}: ${ADD} ${operations} --topic ${topic} and ${groupsOf(topic)} ${SEE}`, false),
    );
  });

  describe('of a process', () => {
    let book: string;
    beforeAll(async () => {
      const events = new EventStoreDbEventLog(members.log.url, { book: 'tallybook' });
      const opening = { timeZone: 'UTC', currency: 'USD', weekStart: 'monday', fiscalStart: 1 } as const;
      await recordOpening(events, opening, new Date());
      book = (await events.readStream('book'))[0]?.id ?? '';
      await events.close();
    });

    it.each(['relay', 'projector'] as const)(
      'are waited for, saying so once, until they are granted: %s',
      async (name) => {
        const { topic } = topicOf(book);
        await kafka.makeTopic(topic);
        await without(topic, 'Read topic');
        const waiting = await members.start(name, {
          KAFKA_BROKERS: kafka.address('users'),
          KAFKA_TLS: 'off',
          KAFKA_SASL: 'plain',
          KAFKA_USERNAME: USER.username,
          KAFKA_PASSWORD: USER.password,
        });
        const trouble = `waiting for the topic in Kafka: ${WHO} read it: ${ADD} --operation Read --topic ${topic} ${SEE}`;
        await waiting.until(({ troubles }) => troubles.includes(trouble), 30_000);
        await kafka.grant(allOf(topic));
        await waiting.until(({ troubles }) => !troubles.some((one) => one.startsWith('waiting for the topic')), 30_000);
        expect(await waiting.stop()).toMatchObject({ code: 0 });
        expect(waiting.output.match(/"reason":"the user in KAFKA_USERNAME may not read it/g)).toHaveLength(1);
        expect(waiting.output).not.toContain(USER.password);
      },
    );
  });
});
