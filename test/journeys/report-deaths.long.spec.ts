import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cutShort, deliveriesOf, MortalBook } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import type { Server } from './server.js';

const DAY = 86_400_000;
/** Of one report: it is recorded, its message put into the outbox, claimed and settled, and two checkpoints are moved; each before and after. */
const STEPS = 11;

interface Run {
  readonly run: number;
  readonly period: string;
  readonly state: string;
}

/** Processes of the same book one after another, each on the day after the one before. */
describe('a scheduled report', () => {
  let book: MortalBook;
  const runsOf = async (server: Server): Promise<readonly Run[]> =>
    ((await server.get('/v1/schedules/daily/runs'))['runs'] as readonly Run[]).toReversed();
  /** Whether the report of its day is there, and everything has arrived. */
  const isDone = async (server: Server, days: number): Promise<boolean> =>
    (await runsOf(server)).length === days &&
    (await deliveriesOf(server)).filter(({ state }) => state === 'delivered').length === days;

  beforeAll(async () => {
    book = await MortalBook.open();
  });
  afterAll(() => book.close());

  it('is made once and lost at no step at which the process is killed, and sent as the same one', async () => {
    let server = await book.start({ ahead: 0 });
    const question = { title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } };
    expect((await server.send('PUT', '/v1/questions/orders', question)).status).toBe(201);
    const channel = { kind: 'webhook', url: book.receiver.url };
    expect((await server.send('PUT', '/v1/channels/hook', channel)).status).toBe(201);
    const schedule = { title: 'The day', question: 'orders', every: 'day', at: '00:00', timeZone: 'UTC' };
    const daily = { ...schedule, format: 'csv', channels: ['hook'] };
    expect((await server.send('PUT', '/v1/schedules/daily', daily)).status).toBe(201);
    await server.stop();
    let day = 0;
    for (let step = STEPS - 1; step >= 0; step--) {
      const mortal = await book.startMortal({ ahead: ++day * DAY, diesAt: step });
      if (mortal === undefined) continue;
      // It has died, or had too little to do for so many steps.
      const done = (): Promise<boolean> => isDone(mortal, day).catch(() => false);
      await until(async () => mortal.ended || (await done()));
      await mortal.kill('SIGKILL');
    }
    server = await book.start({ ahead: ++day * DAY });
    await until(() => isDone(server, day));
    const runs = await runsOf(server);
    const all = await deliveriesOf(server);
    await server.stop();
    expect(runs.map(({ run, state }) => [run, state])).toEqual(runs.map((_, i) => [i + 1, 'reported']));
    const first = Date.parse(runs[0]?.period ?? '');
    expect(runs.map(({ period }) => Date.parse(period))).toEqual(runs.map((_, i) => first + i * DAY));
    expect([...new Set(book.heard)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    // It is heard again only where a process died that had it in hand.
    expect(book.heard.length - all.length).toBeLessThanOrEqual(cutShort(all));
  });
});
