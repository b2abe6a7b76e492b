import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  START,
  streamNameFilter,
  WrongExpectedVersionError,
  type AllStreamSubscription,
  type Filter,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { nextEventId } from '#kernel/event-ids.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { StandIn } from './eventstoredb-process.js';
import { anEvent, until } from './log-user.js';

/** With credentials of its own a call is not put into the stream of batches. Without TLS they are not sent. */
const ALONE = { credentials: { username: 'none', password: 'none' } };

/** What was observed of the real server, asked with its own client. Against the server that EVENTSTORE_URL names, or the stand-in. */
describe('the protocol of EventStoreDB', () => {
  let standIn: StandIn | undefined;
  let url: string;
  let client: EventStoreDBClient;
  const event = (type: string) => jsonEvent({ id: nextEventId(), type, data: { a: 1 } });

  beforeAll(async () => {
    const named = process.env['EVENTSTORE_URL'];
    if (named === undefined) standIn = await StandIn.start();
    url = named ?? standIn?.url ?? '';
    client = EventStoreDBClient.connectionString(url);
  });

  afterAll(async () => {
    await client.dispose();
    await standIn?.stop();
  });

  it.each([
    ['in the stream of batches', {}],
    ['in a call of its own', ALONE],
  ])('appends once, answers a repetition as the first time and others with the revision, %s', async (_, options) => {
    const [stream, events] = [nextEventId(), [event('A'), event('B')]];
    const none = { ...options, expectedRevision: NO_STREAM } as const;
    const first = await client.appendToStream(stream, events, none);
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 1n });
    const next = await client.appendToStream(stream, event('C'), { ...options, expectedRevision: 1n });
    expect(next.position?.commit).toBeGreaterThan(first.position?.commit ?? 0n);
    expect(await client.appendToStream(stream, events, none)).toEqual(first);
    const refused = await client.appendToStream(stream, event('D'), none).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WrongExpectedVersionError);
    expect(refused).toMatchObject({ streamName: stream, expectedVersion: 'no_stream', actualVersion: 2n });
    const missing = client.appendToStream(nextEventId(), event('E'), { ...options, expectedRevision: 3n });
    await expect(missing).rejects.toMatchObject({ expectedVersion: 3n, actualVersion: 'no_stream' });
  });

  it.each([
    ['in the stream of batches', {}],
    ['in a call of its own', ALONE],
  ])('refuses more than a mebibyte of data, %s', async (_, options) => {
    const big = jsonEvent({ type: 'A', data: 'x'.repeat(1_048_575) });
    const refused = await client.appendToStream(nextEventId(), big, options).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(refused).toMatchObject({ maxAppendSize: 1_048_576 });
  });

  it('sends a subscription what its filter wants, and checkpoints of what it passed over', async () => {
    const [run, from] = [nextEventId(), await lastPosition(client)];
    const checkpoints: bigint[] = [];
    const seen = (filter: Filter): [AllStreamSubscription, string[]] => {
      const found: string[] = [];
      const subscription = client.subscribeToAll({ fromPosition: from, filter });
      subscription.on('data', ({ event: one }) => found.push(one === undefined ? '' : `${one.streamId} ${one.type}`));
      return [subscription, found];
    };
    const checkpointReached = (_: unknown, { commit }: { commit: bigint }): void => void checkpoints.push(commit);
    const subscriptions = [
      seen(eventTypeFilter({ prefixes: [`${run}-one`, `${run}-two`] })),
      seen(eventTypeFilter({ regex: `^${run}-t.*`, maxSearchWindow: 1, checkpointInterval: 1, checkpointReached })),
      seen(streamNameFilter({ prefixes: [`left-${run}`] })),
      seen(streamNameFilter({ regex: `right-${run}$` })),
    ];
    for (const type of ['one', 'two', 'three'])
      for (const side of ['left', 'right']) await client.appendToStream(`${side}-${run}`, event(`${run}-${type}`));
    const wanted = [
      ['left one', 'right one', 'left two', 'right two'],
      ['left two', 'right two', 'left three', 'right three'],
      ['left one', 'left two', 'left three'],
      ['right one', 'right two', 'right three'],
    ].map((names) => names.map((name) => name.replace(/(\w+) (\w+)/, `$1-${run} ${run}-$2`)));
    await until('every subscription has its events', 5_000, () =>
      subscriptions.every(([, found], i) => found.length === wanted[i]?.length),
    );
    expect(subscriptions.map(([, found]) => found)).toEqual(wanted);
    expect(checkpoints.length).toBeGreaterThan(0);
    expect(checkpoints).toEqual([...checkpoints].sort((a, b) => Number(a - b)));
    for (const [subscription] of subscriptions) await subscription.unsubscribe();
  });

  it('sends a subscription from the start everything, tells when it has caught up, and goes on', async () => {
    const stream = nextEventId();
    await client.appendToStream(stream, [event('A'), event('B')]);
    const revisions: bigint[] = [];
    let caughtUp = false;
    const subscription = client.subscribeToStream(stream, { fromRevision: START });
    subscription.on('data', ({ event: one }) => revisions.push(one?.revision ?? -1n));
    subscription.on('caughtUp', () => (caughtUp = true));
    await until('caught up', 5_000, () => caughtUp && revisions.length === 2);
    await client.appendToStream(stream, event('C'));
    await until('the new one', 5_000, () => revisions.length === 3);
    expect(revisions).toEqual([0n, 1n, 2n]);
    await subscription.unsubscribe();
  });

  it('is found through the gossip of its cluster', async () => {
    const log = new EventStoreDbEventLog(url.replace(/^esdb:/, 'esdb+discover:'));
    const stream = nextEventId();
    expect(await log.append(stream, 'none', [anEvent()])).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(await log.readStream(stream)).toHaveLength(1);
    await log.close();
  });
});

it('the stand-in goes on with a client that gives up more reads than Node lets a peer reset', async () => {
  const standIn = await StandIn.start();
  const client = EventStoreDBClient.connectionString(standIn.url);
  await client.appendToStream('s', jsonEvent({ type: 'A', data: {} }));
  for (let i = 0; i < 30; i++) {
    const given = Array.from({ length: 50 }, () => client.subscribeToAll({ fromPosition: END }));
    await Promise.all(given.map((subscription) => once(subscription, 'confirmation')));
    await Promise.all(given.map((subscription) => subscription.unsubscribe()));
  }
  expect((await lastPosition(client)).commit).toBeGreaterThan(0n);
  await client.dispose();
  await standIn.stop();
}, 30_000);

it('the stand-in says that it lives, on the port that is told of faults', async () => {
  const standIn = await StandIn.start();
  expect((await fetch(standIn.health)).status).toBe(204);
  await standIn.stop();
});

/** To its end: a read that is left before holds up whoever lets go of the client. */
async function lastPosition(client: EventStoreDBClient): Promise<{ commit: bigint; prepare: bigint }> {
  let last = { commit: 0n, prepare: 0n };
  for await (const { event } of client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 }))
    last = event?.position ?? last;
  return last;
}
