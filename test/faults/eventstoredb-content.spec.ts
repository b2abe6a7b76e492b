import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_APPEND, sizeOf } from '#kernel/ports/append-size.js';
import { nextEventId } from '#kernel/event-ids.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { anEvent } from '../stand-ins/log-user.js';

/** What others leave in the log, and what must not be sent there. Against the server that EVENTSTORE_URL names, or a stand-in. */
describe('the content of a log in EventStoreDB', () => {
  let server: StandIn | undefined;
  let log: EventLog;
  let others: EventStoreDBClient;
  let start: number;

  beforeAll(async () => {
    const named = process.env['EVENTSTORE_URL'];
    if (named === undefined) server = await StandIn.start();
    const url = named ?? server?.url ?? '';
    log = new EventStoreDbEventLog(url);
    others = EventStoreDBClient.connectionString(url);
    start = await log.tail();
  });

  afterAll(async () => {
    await others.dispose();
    await log.close();
    await server?.stop();
  });

  it('gives back events that others wrote as what is known of them, and those of the book around them as they are', async () => {
    const [stream, own, after] = [nextEventId(), anEvent({ a: 1 }), anEvent({ a: 2 })];
    const type = 'Foreign';
    const { schema, occurredAt, key, claim, hash } = own;
    const halfOurs = { schema, occurredAt, key, claim, hash };
    await log.append(`own-${stream}`, 'none', [own]);
    await others.appendToStream(stream, [
      jsonEvent({ type, data: { b: ['as', 'is'] } }),
      jsonEvent({ type, data: { c: 1 }, metadata: { $correlationId: 'x' } }),
      jsonEvent({ type, data: ['no object'], metadata: halfOurs }),
      binaryEvent({ type, data: Uint8Array.of(255, 0), metadata: Uint8Array.of(1, 2) }),
      // Called JSON, but none.
      { ...binaryEvent({ type, data: Buffer.from('{') }), contentType: 'application/json', data: '{' },
      // Whoever decodes it finds out that the schema is none of the book's.
      jsonEvent({ type, data: { d: 1 }, metadata: { ...halfOurs, schema: 99, envelope: {} } }),
    ]);
    await log.append(`own-${stream}`, 0, [after]);
    const read = await log.readAll(start, 100);
    const foreign = { type, stream, schema: 0, key: stream, hash: '', envelope: {} };
    expect(read).toMatchObject([
      own,
      { ...foreign, revision: 0, data: { b: ['as', 'is'] } },
      { ...foreign, revision: 1, data: { c: 1 } },
      { ...foreign, revision: 2, data: {} },
      { ...foreign, revision: 3, data: {} },
      { ...foreign, revision: 4, data: {} },
      { type, stream, schema: 99, key, claim, data: { d: 1 } },
      after,
    ]);
    for (const { id, claim: claimed, occurredAt: at, recordedAt } of read.filter(({ schema }) => schema === 0))
      expect([claimed, at]).toEqual([id, recordedAt]);
    expect((await log.readStream(stream)).map(({ position }) => position)).toEqual(
      read.slice(1, -1).map(({ position }) => position),
    );
  });

  it('refuses names the server could not take or would take for its own, before they are sent', async () => {
    const named = (type: string) => [{ ...anEvent(), type }];
    for (const type of ['', '$metadata'])
      await expect(log.append('s', 'none', named(type))).rejects.toThrow(`"${type}" cannot name a type of events`);
    for (const stream of ['', '$$s', '$ce-sale'])
      await expect(log.append(stream, 'none', [anEvent()])).rejects.toThrow(`"${stream}" cannot name a stream`);
  });

  it.each(['count-data', 'count-all'] as const)(
    'sends nothing that a server refuses for its size, which has it %s',
    async (counting) => {
      await server?.fault(counting);
      const [stream, empty] = [nextEventId(), anEvent({ text: '' })];
      const filled = (bytes: number) => ({ ...empty, data: { text: 'x'.repeat(bytes - sizeOf([empty])) } });
      await expect(log.append(stream, 'none', [filled(MAX_APPEND + 1)])).rejects.toThrow('fact-too-large');
      expect(await log.append(stream, 'none', [filled(MAX_APPEND)])).toMatchObject({
        outcome: 'appended',
        revision: 0,
      });
    },
  );

  it('reads nothing from beyond the end, and says so of a position where no event is', async () => {
    const stream = nextEventId();
    await log.append(stream, 'none', [anEvent()]);
    const tail = await log.tail();
    expect(await log.readAll(tail + 1_000_000, 10)).toEqual([]);
    expect(await log.readStream(stream, 7)).toEqual([]);
    await expect(log.readAll(tail - 1, 10)).rejects.toThrow(`the log cannot be read from ${String(tail - 1)} on`);
  });
});
