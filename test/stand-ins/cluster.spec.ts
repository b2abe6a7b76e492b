import { EventStoreDBClient, FORWARDS, jsonEvent, START } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { StandIn } from './eventstoredb-process.js';
import { anEvent, appended, answered, until } from './log-user.js';

const LEADER = { requiresLeader: true } as const;

/** What was observed of a cluster of three, or stands in the source of the real one. */
describe('a cluster of the stand-in', () => {
  let cluster: StandIn;
  let urls: readonly string[];
  const clients: EventStoreDBClient[] = [];
  const client = (url: string): EventStoreDBClient => {
    const made = EventStoreDBClient.connectionString(url);
    clients.push(made);
    return made;
  };
  const event = () => jsonEvent({ id: nextEventId(), type: 'A', data: {} });
  const leads = (number: number) =>
    until(`node ${String(number)} leads`, 5_000, async () => (await cluster.leader()) === number);
  const failure = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'answered',
      (error: unknown) => error,
    );
  const read = async (of: EventStoreDBClient, options: object): Promise<number> => {
    let found = 0;
    for await (const { event: one } of of.readAll({ direction: FORWARDS, fromPosition: START, ...options }))
      found += one?.type === 'A' ? 1 : 0;
    return found;
  };

  beforeEach(async () => {
    cluster = await StandIn.start(3);
    urls = cluster.nodes;
  });

  afterEach(async () => {
    for (const one of clients.splice(0)) {
      await one.dispose();
      (await one['getChannel']()).close();
    }
    await cluster.stop();
  });

  it('passes on what a follower is asked to append, unless the leader itself is wanted', async () => {
    const [leader, follower] = [client(urls[0] ?? ''), client(urls[1] ?? '')];
    await follower.appendToStream('s', event());
    expect(await read(leader, LEADER)).toBe(1);
    expect(await read(follower, {})).toBe(1);
    const port = Number(new URL((urls[0] ?? '').replace('esdb', 'http')).port);
    const not = { type: 'not-leader', code: 5, leader: { address: '127.0.0.1', port } };
    expect(await failure(client(urls[2] ?? '').appendToStream('s', event(), LEADER))).toMatchObject(not);
    expect(await failure(read(client(urls[2] ?? ''), LEADER))).toMatchObject(not);
    // The driver has gone to the leader by itself.
    expect(await read(follower, LEADER).catch(() => read(follower, LEADER))).toBe(1);
  });

  it('has another leader a second after the first is gone, and none without a majority', async () => {
    await cluster.tell(0, 'gone');
    expect(await cluster.leader()).toBeUndefined();
    const asked = client(urls[1] ?? '');
    const unready = failure(asked.appendToStream('s', event(), LEADER));
    expect(await unready).toMatchObject({ message: 'Could not recognize Server Is Not Ready' });
    expect(await failure(read(asked, LEADER))).toMatchObject({ code: 14, type: 'unavailable' });
    await leads(1);
    await asked.appendToStream('s', event(), LEADER);
    await cluster.tell(2, 'gone');
    expect(await cluster.leader()).toBeUndefined();
    await cluster.tell(0, 'here');
    await leads(1);
    expect(await read(client(urls[0] ?? ''), {})).toBe(1);
  });

  it('is followed by a log that is told of all its nodes, whichever leads', async () => {
    const log = new EventStoreDbEventLog(cluster.url);
    const events = Array.from({ length: 5 }, () => anEvent());
    let hints = 0;
    log.onAppend(() => hints++);
    const appendOne = async (i: number): Promise<void> => {
      await appended(log, `s-${String(i)}`, events[i] ?? anEvent());
      const before = hints;
      await appended(log, `t-${String(i)}`, anEvent());
      await until('a hint', 5_000, () => hints > before);
      expect((await answered(() => log.readStream(`s-${String(i)}`)))[0]?.id).toBe(events[i]?.id);
    };
    await appendOne(0);
    await cluster.tell(0, 'resign');
    await leads(1);
    await appendOne(1);
    await cluster.tell(1, 'freeze');
    await leads(2);
    await appendOne(2);
    await cluster.tell(1, 'thaw');
    await cluster.tell(2, 'gone');
    await leads(0);
    await appendOne(3);
    await log.close();
    expect(await cluster.openReads()).toBe(0);
  });

  it('is reached by one name that stands for all of its nodes, though that one does not lead', async () => {
    await cluster.tell(0, 'resign');
    await leads(1);
    const log = new EventStoreDbEventLog((cluster.nodes[0] ?? '').replace('esdb:', 'esdb+discover:'));
    expect(await log.append('s', 'none', [anEvent()])).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(await log.readStream('s')).toHaveLength(1);
    await log.close();
  });

  it('is reached where the first of its nodes is gone, or hangs, from the start', async () => {
    for (const fault of ['gone', 'freeze'] as const) {
      await cluster.tell(0, fault);
      await leads(1);
      const log = new EventStoreDbEventLog(cluster.url);
      expect(await appended(log, `s-${fault}`, anEvent())).toMatchObject({ outcome: 'appended' });
      expect(await answered(() => log.readStream(`s-${fault}`))).toHaveLength(1);
      await log.close();
      await cluster.tell(0, fault === 'gone' ? 'here' : 'thaw');
      await cluster.tell(1, 'resign');
      await leads(2);
      await cluster.tell(2, 'resign');
      await leads(0);
    }
  });
});
