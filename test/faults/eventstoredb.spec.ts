import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { TookTooLong } from '#kernel/with-timeout.js';
import { isAway } from '#log-eventstoredb/away.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { anEvent, answered, appended, until } from '../stand-ins/log-user.js';

const QUICK = { append: 300, read: 300 };

/** What the adapter makes of a server that misbehaves; the stand-in does it on demand, a real one now and then. */
describe('the log in EventStoreDB', () => {
  let server: StandIn;
  let log: EventStoreDbEventLog;
  const failure = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'answered',
      (error: unknown) => error,
    );

  beforeEach(async () => {
    server = await StandIn.start();
    log = new EventStoreDbEventLog(server.url, QUICK);
  });

  afterEach(async () => {
    await log.close();
    await server.stop();
  });

  it('loses nothing and stores nothing twice when the server is killed in the middle of appends', async () => {
    const events = Array.from({ length: 200 }, () => anEvent());
    const appending = Promise.all(events.map((pending, i) => appended(log, `s-${String(i)}`, pending)));
    await appended(log, 'first', anEvent());
    await server.restart();
    const answers = await appending;
    expect(answers.every(({ outcome }) => outcome === 'appended')).toBe(true);
    const stored = (await answered(() => log.readAll(0, 1_000))).map(({ id }) => id);
    expect(new Set(stored).size).toBe(stored.length);
    expect(events.filter(({ id }) => !stored.includes(id))).toEqual([]);
    expect(stored).toHaveLength(201);
  });

  it('fails an append that a half-closed call took with it, and stores it when it is sent again', async () => {
    await answered(() => log.append('begun', 'none', [anEvent()]));
    await answered(() => log.tail());
    await server.fault('half-close');
    // Of two such appends one was stored, but for its answer.
    const events = [anEvent(), anEvent()];
    for (const [i, pending] of events.entries()) {
      expect(await failure(log.append(`s-${String(i)}`, 'none', [pending]))).toBeInstanceOf(TookTooLong);
    }
    await server.fault('none');
    for (const [i, pending] of events.entries()) {
      expect(await appended(log, `s-${String(i)}`, pending)).toMatchObject({ outcome: 'appended', revision: 0 });
      expect(await answered(() => log.readStream(`s-${String(i)}`))).toHaveLength(1);
    }
    expect(await answered(() => log.readAll(0, 10))).toHaveLength(3);
  });

  it('takes no part of a read that was broken off for the whole', async () => {
    const events = Array.from({ length: 9 }, () => anEvent());
    await answered(() => log.append('s', 'none', events));
    const tail = await answered(() => log.tail());
    await server.fault('half-close');
    for (const read of [log.readAll(0, 100), log.readStream('s')])
      expect(await failure(read)).toMatchObject({ message: expect.stringMatching(/was broken off$/) });
    // The end is told first: nothing is missing from it.
    expect(await log.tail()).toBe(tail);
    await server.fault('none');
    expect((await answered(() => log.readAll(0, 100))).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(await answered(() => log.readStream('s'))).toHaveLength(9);
  });

  it('waits for no answer longer than its own timers, and goes on when the server speaks again', async () => {
    const kept = anEvent();
    await appended(log, 'kept', kept);
    await server.fault('silent');
    const pending = Array.from({ length: 64 }, () => anEvent());
    const append = () => Promise.all(pending.map((event, i) => failure(log.append(`s-${String(i)}`, 'none', [event]))));
    const started = Date.now();
    expect((await append()).filter((outcome) => outcome === 'answered')).toEqual([]);
    for (const read of [log.readAll(0, 10), log.readStream('kept'), log.tail()])
      expect(isAway(await failure(read))).toBe(true);
    expect(Date.now() - started).toBeLessThan(5_000);
    await server.fault('none');
    const answers = await Promise.all(pending.map((event, i) => appended(log, `s-${String(i)}`, event)));
    expect(answers.filter(({ outcome }) => outcome !== 'appended')).toEqual([]);
    expect((await answered(() => log.readAll(0, 100))).map(({ id }) => id).sort()).toEqual(
      [kept, ...pending].map(({ id }) => id).sort(),
    );
  });

  it('takes an answer that comes late but in time, and stores once what was answered too late', async () => {
    await server.fault('delay', 100);
    const patient = new EventStoreDbEventLog(server.url);
    expect(await patient.append('s', 'none', [anEvent()])).toMatchObject({ outcome: 'appended', revision: 0 });
    await patient.close();
    await server.fault('delay', 600);
    const late = anEvent();
    expect(await failure(log.append('t', 'none', [late]))).toBeInstanceOf(TookTooLong);
    await server.fault('none');
    expect(await appended(log, 't', late)).toMatchObject({ outcome: 'appended', revision: 0 });
    expect(await answered(() => log.readAll(0, 10))).toHaveLength(2);
  });

  it('leaves no call open behind reads that it gave up', async () => {
    await appended(log, 's', anEvent());
    await server.fault('silent');
    // The connection has room for 100 calls.
    const reads = await Promise.all(Array.from({ length: 150 }, () => failure(log.readAll(0, 10))));
    // The driver takes a new connection after a call that was cancelled: reads that began later may lose theirs instead of their time.
    expect(reads.filter((outcome) => outcome === 'answered')).toEqual([]);
    expect(reads[0]).toBeInstanceOf(TookTooLong);
    // The server hears of it a little after the callers.
    await until('the server has no read in hand', 30_000, async () => (await server.openReads()) === 0);
    await server.fault('none');
    expect(await answered(() => log.readAll(0, 10))).toHaveLength(1);
  });

  it('appends again as soon as the leader is found again, after appends that found none', async () => {
    const url = server.url.replace('esdb:', 'esdb+discover:').replace('tls=false', 'tls=false&maxDiscoverAttempts=2');
    const discovering = new EventStoreDbEventLog(url);
    await server.fault('undiscovered');
    const kept = anEvent();
    const lost = await Promise.all(
      ['a', 'b', 'c'].map((name) => failure(discovering.append(name, 'none', [anEvent()]))),
    );
    for (const call of [discovering.append('s', 'none', [kept]), discovering.appendable()])
      expect(String(await failure(call))).toBe('Error: Failed to discover after 2 attempts.');
    expect(new Set(lost.map(String))).toEqual(new Set(['Error: Failed to discover after 2 attempts.']));
    await server.fault('none');
    await discovering.appendable();
    expect(await discovering.append('s', 'none', [kept])).toMatchObject({ outcome: 'appended', revision: 0 });
    expect((await discovering.readAll(0, 10)).map(({ id }) => id)).toEqual([kept.id]);
    await discovering.close();
  });

  it('says that nothing can be appended while reads go on, and appends nothing to find out', async () => {
    await appended(log, 's', anEvent());
    await log.appendable();
    const tail = await answered(() => log.tail());
    await server.fault('no-appends');
    expect(await answered(() => log.tail())).toBe(tail);
    expect(await failure(log.appendable())).toBeInstanceOf(TookTooLong);
    await server.fault('none');
    await until('appends are answered', 10_000, async () => (await failure(log.appendable())) === 'answered');
    expect(await answered(() => log.tail())).toBe(tail);
  });

  it('closes within seconds, whatever the server is doing', async () => {
    for (const mode of ['silent', 'half-close'] as const) {
      await server.fault('none');
      const closed = new EventStoreDbEventLog(server.url);
      closed.onAppend(() => undefined);
      await appended(closed, nextEventId(), anEvent());
      await server.fault(mode);
      const call = failure(closed.append(nextEventId(), 'none', [anEvent()]));
      const started = Date.now();
      await closed.close();
      expect(Date.now() - started).toBeLessThan(4_000);
      void call;
    }
  });
});
