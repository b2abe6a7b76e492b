import { COMMANDS } from '#subjects/tables.js';
import { BACKWARDS, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { compareText } from '#kernel/compare.js';
import { DEFAULT_SET } from '#subjects/policies/policy-sets.js';
import { createProjection } from '#book/projecting/projection.js';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { EventLog } from '#kernel/ports/event-log.js';
import type { RecordedEvent } from '#kernel/event.js';
import { foldInto } from '#engine/fold.js';
import { Problem } from '#kernel/problem.js';
import { Ledger } from '#ledger/ledger.js';
import { recordMany } from '#ledger/bulk.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { writeForeign } from '../stand-ins/foreign-events.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';
import { anEvent, until } from '../stand-ins/log-user.js';

/** `FOREIGN=100000 npm test -- test/faults/shared-server` for a hundred thousand. */
const FOREIGN = Number(process.env['FOREIGN'] ?? 5_000);
const calendar = new Calendar('UTC', 1);

function ledgerOn(log: EventLog): Ledger {
  return new Ledger({
    commands: COMMANDS,
    log,
    calendar,
    currency: 'USD',
    clock: () => new Date(),
    rules: {},
  });
}

/** Facts of a business, from one up to another of its 400. */
async function record(log: EventLog, seed: number, from = 0, to = 400): Promise<void> {
  const facts = [...demoBusiness({ facts: 400, seed })].slice(from, to);
  async function* lines() {
    for (const [i, value] of facts.entries()) yield { line: i + 1, value };
  }
  expect((await recordMany(ledgerOn(log), lines())).errors).toEqual([]);
}

/** What does not depend on the log: facts recorded at the same time may come in any order, but for those of a stream. */
function contentOf(events: readonly RecordedEvent[]) {
  const bare = events.map(({ type, schema, stream, revision, key, claim, hash, occurredAt, data }) => {
    return { place: `${stream} ${String(revision)}`, type, schema, key, claim, hash, occurredAt, data };
  });
  return bare.sort((a, b) => compareText(a.place, b.place));
}

/** What read models of a log hold: how much of each, and the figures of its customers. */
async function folded(log: EventLog) {
  const views = SqliteViews.openWriter(':memory:', VIEW_SCHEMA);
  const projection = createProjection(calendar, DEFAULT_SET.policies);
  const to = await log.tail();
  const events = await foldInto({ log, views, projection, dayOf: (instant) => calendar.dayOf(instant), to });
  const [journal, stale, customers] = await Promise.all(
    (['journal', 'stale', 'customers'] as const).map((name) => views.find(name, { limit: 10_000 })),
  );
  await views.close();
  const bodies = customers?.map(({ id, body }) => ({ id, body }));
  return { events, journal: journal?.length, stale, customers: bodies };
}

describe('a server that others use too', () => {
  let server: StandIn;
  let others: EventStoreDBClient;
  const logs: EventStoreDbEventLog[] = [];
  const logOf = (book: string): EventStoreDbEventLog => {
    const log = new EventStoreDbEventLog(server.url, { book });
    logs.push(log);
    return log;
  };

  beforeAll(async () => {
    server = await StandIn.start();
    others = EventStoreDBClient.connectionString(server.url);
  });

  afterAll(async () => {
    await others.dispose();
    for (const log of logs) await log.close();
    await server.stop();
  });

  it('holds two books that do not see each other, nor what is not theirs', async () => {
    const [north, south, nameless] = [logOf('north'), logOf('south'), logOf('')];
    await writeForeign(others, 3_000, 'customer');
    await record(north, 1, 0, 200);
    await writeForeign(others, 3_000, 'orders-1');
    await record(south, 2);
    await record(north, 1, 200);
    await record(nameless, 2);
    for (const [log, seed] of [
      [north, 1],
      [south, 2],
    ] as const) {
      const alone = new MemoryEventLog(() => new Date());
      await record(alone, seed, 0, 200);
      await record(alone, seed, 200);
      const [ours, theirs] = await Promise.all([log.readAll(0, 10_000), alone.readAll(0, 10_000)]);
      expect(contentOf(ours)).toEqual(contentOf(theirs));
      expect(await log.tail()).toBe(ours.at(-1)?.position);
      expect(await folded(log)).toEqual(await folded(alone));
    }
    const own = (await nameless.readAll(0, 100_000)).filter(({ type }) => type !== 'Foreign');
    expect(contentOf(own)).toEqual(contentOf(await south.readAll(0, 10_000)));
  });

  it('has the name of the book in front of what its streams are called, and nowhere else', async () => {
    const log = logOf('named');
    await log.append('customer-ada', 'none', [anEvent()]);
    const stored: string[] = [];
    for await (const { event } of others.readAll({ direction: BACKWARDS, fromPosition: 'end', maxCount: 1 }))
      stored.push(event?.streamId ?? '');
    expect(stored).toEqual(['named.customer-ada']);
    expect((await log.readStream('customer-ada')).map(({ stream }) => stream)).toEqual(['customer-ada']);
    expect((await log.readAll(0, 10)).map(({ stream }) => stream)).toEqual(['customer-ada']);
    expect(await logOf('name').readAll(0, 10)).toEqual([]);
  });

  it('is told of its own events, not of others', async () => {
    const [log, other] = [logOf('told'), logOf('untold')];
    let heard = 0;
    log.onAppend(() => heard++);
    for (let i = 0; heard === 0; i++) await log.append(`a-${String(i)}`, 'none', [anEvent()]);
    await until('the last one is heard of', 5_000, async () => (await log.tail()) > 0);
    const appended = await other.append('b', 'none', [anEvent()]);
    expect(appended.outcome).toBe('appended');
    expect(await other.tail()).toBeGreaterThan(await log.tail());
  });

  it(`finds its end behind ${String(FOREIGN)} events of others, and passes over them once`, async () => {
    const log = logOf('far');
    const appended = await log.append('a', 'none', [anEvent()]);
    const last = appended.outcome === 'appended' ? appended.position : 0;
    await writeForeign(others, FOREIGN, 'orders-2');
    expect(await log.tail()).toBe(last);
    expect(await log.readAll(last, 10)).toEqual([]);
    expect((await log.readAll(0, 10)).map(({ position }) => position)).toEqual([last]);
    const before = await server.given();
    expect(await log.tail()).toBe(last);
    expect(await log.readAll(last, 10)).toEqual([]);
    expect((await server.given()) - before).toBeLessThan(50);
    const next = await log.append('b', 'none', [anEvent()]);
    expect(await log.tail()).toBe(next.outcome === 'appended' ? next.position : 0);
    expect(await log.readAll(last, 10)).toHaveLength(1);
    expect((await log.readAll(0, 10)).map(({ stream }) => stream)).toEqual(['a', 'b']);
    // Another process finds the same.
    expect((await logOf('far').readAll(0, 10)).map(({ stream }) => stream)).toEqual(['a', 'b']);
    expect(await logOf('none').tail()).toBe(0);
  }, 60_000);

  it('passes over what others append once, also while they do', async () => {
    // Nobody else asks this one.
    const quiet = await StandIn.start();
    const writer = EventStoreDBClient.connectionString(quiet.url);
    const log = new EventStoreDbEventLog(quiet.url, { book: 'amid' });
    const appended = await log.append('a', 'none', [anEvent()]);
    const last = appended.outcome === 'appended' ? appended.position : 0;
    let isOver = false;
    let asked = 0;
    const asking = (async () => {
      for (; !isOver; asked++) expect(await log.readAll(last, 10)).toEqual([]);
    })();
    for (let i = 0; i < FOREIGN; i += 100) await writeForeign(writer, 100, 'orders-3');
    isOver = true;
    await asking;
    // A question costs some events that were known beside those that it passes over.
    expect(await quiet.given()).toBeLessThan(FOREIGN + 20 * asked + 500);
    await Promise.all([log.close(), writer.dispose()]);
    await quiet.stop();
  }, 60_000);

  it('answers facts of a stream that somebody else wrote into as reads do', async () => {
    const log = logOf('mixed');
    const ledger = ledgerOn(log);
    const lines = [{ product: 'tea', quantity: 1, unitPrice: 5 }];
    const foreign = jsonEvent({ type: 'Foreign', data: { a: 1 } });
    await others.appendToStream('mixed.customer-c70', foreign);
    await ledger.record('RegisterCustomer', { id: 'c71', registeredAt: '2024-01-01' });
    await others.appendToStream('mixed.customer-c71', foreign);
    // Its type is known, its content is not ours.
    await others.appendToStream('mixed.sale-s0', jsonEvent({ type: 'SaleRecorded', data: {} }));
    const codeOf = (answer: Promise<unknown>) =>
      answer.then(
        () => 'recorded',
        (error: unknown) => (error instanceof Problem ? error.code : error),
      );
    const answers = [
      ledger.record('RegisterCustomer', { id: 'c70', registeredAt: '2024-01-01' }),
      ledger.record('RecordSale', { id: 's1', customerId: 'c70', occurredAt: '2024-02-01', lines }),
      ledgerOn(log).record('RecordSale', { id: 's2', customerId: 'c71', occurredAt: '2024-02-01', lines }),
      ledgerOn(log).record('ChangeCustomer', { id: 'x', customerId: 'c71', effectiveAt: '2024-02-01', region: 'n' }),
      ledger.record('RecordSale', { id: 's0', occurredAt: '2024-02-01', lines }),
      ledger.record('VoidSale', { id: 'v0', saleId: 's0', reason: 'why' }),
    ];
    expect(await Promise.all(answers.map(codeOf))).toEqual(answers.map(() => 'undecodable-event'));
    expect(await codeOf(ledger.record('RecordSale', { id: 's3', occurredAt: '2024-02-01', lines }))).toBe('recorded');
  });
});
