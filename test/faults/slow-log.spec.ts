import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { isAway } from '#log-eventstoredb/away.js';
import { Calendar } from '#kernel/time/calendar.js';
import { Problem } from '#kernel/problem.js';
import { patiently } from '#engine/patience.js';
import { Ledger } from '#ledger/ledger.js';
import { EventStoreDbEventLog } from '#log-eventstoredb/eventstoredb-event-log.js';
import { GuardedLog } from '#platform/guarded-log.js';
import { COMMANDS } from '#subjects/tables.js';
import { StandIn } from '../stand-ins/eventstoredb-process.js';

/** Each call is answered before anybody would take the server for away, and a fact needs several. */
const SLOW = 1_250;
/** Milliseconds: five seconds, and as many for a machine that is slow itself. Without a limit the last would wait for half a minute. */
const IN_TIME = 10_000;

describe('a log that answers slowly', () => {
  let server: StandIn;
  let log: GuardedLog;
  let ledger: Ledger;

  beforeAll(async () => {
    server = await StandIn.start();
    log = new GuardedLog(new EventStoreDbEventLog(server.url), 'EventStoreDB', isAway);
    const calendar = new Calendar('UTC', 1);
    const clock = (): Date => new Date();
    ledger = new Ledger({ log, commands: COMMANDS, calendar, currency: 'USD', clock, rules: {} });
    await ledger.record('RegisterCustomer', { id: 'ada', registeredAt: '2024-01-01' });
    await ledger.record('SetRate', { id: 'r1', currency: 'EUR', from: '2024-01-01', rate: '1.1' });
    await ledger.record('OpenOpportunity', { id: 'o1', customerId: 'ada', openedAt: '2024-01-02' });
  });

  afterEach(() => server.fault('none'));

  afterAll(async () => {
    await log.close();
    await server.stop();
  });

  const timed = async (work: () => Promise<unknown>): Promise<readonly [string, boolean]> => {
    const began = performance.now();
    const said = await work().then(
      () => 'recorded',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );
    return [said, performance.now() - began < IN_TIME];
  };
  const sale = (id: string) => {
    const lines = [{ product: 'tea', quantity: 1, unitPrice: '1' }];
    return { id, customerId: 'ada', opportunityId: 'o1', currency: 'EUR', occurredAt: '2024-02-01', lines };
  };
  const times = async (stream: string): Promise<number> => (await log.readStream(stream)).length;

  it('has a fact refused within five seconds altogether, which is recorded once when it is sent again', async () => {
    await server.fault('delay', SLOW);
    const record = () => ledger.record('RecordSale', sale('s1'));
    expect(await timed(() => log.inTime(record))).toEqual(['log-unavailable', true]);
    await server.fault('none');
    expect(await log.inTime(record)).toMatchObject({ id: 's1' });
    expect(await times('sale-s1')).toBe(1);
  });

  it('has those refused within five seconds who wait for their turn, and none of them held up others later', async () => {
    await server.fault('delay', SLOW);
    const changes = Array.from({ length: 12 }, (_, i) => ({
      customerId: 'ada',
      id: `c${String(i)}`,
      name: `Ada ${String(i)}`,
    }));
    const record = (change: object) => timed(() => log.inTime(() => ledger.record('ChangeCustomer', change)));
    const answers = await Promise.all(changes.map(record));
    expect(answers.filter(([, isInTime]) => !isInTime)).toEqual([]);
    expect(new Set(answers.map(([said]) => said))).toEqual(new Set(['recorded', 'log-unavailable']));
    await server.fault('none');
    expect(await Promise.all(changes.map(record))).toEqual(changes.map(() => ['recorded', true]));
    expect(await times('customer-ada')).toBe(1 + changes.length);
  });

  it('leaves somebody alone who would wait', async () => {
    await server.fault('delay', SLOW);
    const record = () => ledger.record('RecordSale', sale('s2'));
    expect(await patiently(30_000, () => log.inTime(record))).toMatchObject({ id: 's2', duplicate: false });
  });
});
