import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { Receiver } from '#testing/receiver.js';
import { Program } from '../processes/program.js';
import { until } from '../processes/until.js';
import { LISTENS, scratchFolder, Server } from './server.js';

const ROOT = new URL('../..', import.meta.url).pathname;
const DAY = 86_400_000;
/** Of one report: it is recorded, its message put into the outbox, claimed and settled, and two checkpoints are moved; each before and after. */
const STEPS = 11;

interface Run {
  readonly run: number;
  readonly period: string;
  readonly state: string;
}
interface Told {
  readonly id: string;
  readonly state: string;
  readonly attempts: readonly { readonly endedAt?: string }[];
}

/** Processes of the same book one after another, each on the day after the one before. */
describe('a scheduled report', () => {
  let receiver: Receiver;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const start = async (day: number, diesAt?: number): Promise<Program | undefined> => {
    const modules = ['clock-ahead', ...(diesAt === undefined ? [] : ['dies-at'])];
    const env = {
      TALLY_PORT: '0',
      TALLY_DATA_DIR: scratch.folder,
      TALLY_WEBHOOK_ALLOW: receiver.place,
      TALLY_LOG_LEVEL: 'silent',
      NODE_OPTIONS: modules.map((name) => `--import ${join(ROOT, `test/processes/${name}.mjs`)}`).join(' '),
      CLOCK_AHEAD: String(day * DAY),
      ...(diesAt !== undefined && { DIES_AT: String(diesAt) }),
    };
    // What it has left to do may kill it before it listens.
    return Program.start('dist/apps/standalone/main.js', { env, says: LISTENS }).catch(() => undefined);
  };
  const serverOf = (program: Program | undefined): Server => {
    if (program === undefined) throw new Error('it does not listen');
    return new Server(program);
  };
  const runsOf = async (server: Server): Promise<readonly Run[]> =>
    ((await server.get('/v1/schedules/daily/runs'))['runs'] as readonly Run[]).toReversed();
  const deliveries = async (server: Server): Promise<readonly Told[]> =>
    (await server.get('/v1/deliveries?limit=1000'))['deliveries'] as Told[];
  /** Whether the report of its day is there, and everything has arrived. */
  const isDone = async (server: Server, days: number): Promise<boolean> =>
    (await runsOf(server)).length === days &&
    (await deliveries(server)).filter(({ state }) => state === 'delivered').length === days;

  beforeAll(async () => {
    receiver = await Receiver.start();
    scratch = await scratchFolder();
  });
  afterAll(async () => {
    await receiver.stop();
    await scratch.remove();
  });

  it('is made once and lost at no step at which the process is killed, and sent as the same one', async () => {
    let server = serverOf(await start(0));
    const question = { title: 'Orders', question: { metrics: ['orders'] }, chart: { kind: 'kpi' } };
    expect((await server.send('PUT', '/v1/questions/orders', question)).status).toBe(201);
    expect((await server.send('PUT', '/v1/channels/hook', { kind: 'webhook', url: receiver.url })).status).toBe(201);
    const schedule = { title: 'The day', question: 'orders', every: 'day', at: '00:00', timeZone: 'UTC' };
    const daily = { ...schedule, format: 'csv', channels: ['hook'] };
    expect((await server.send('PUT', '/v1/schedules/daily', daily)).status).toBe(201);
    await server.stop();
    let day = 0;
    for (let step = STEPS - 1; step >= 0; step--) {
      const program = await start(++day, step);
      if (program === undefined) continue;
      // It has died, or had too little to do for so many steps.
      const done = (): Promise<boolean> => isDone(new Server(program), day).catch(() => false);
      await until(async () => program.ended || (await done()));
      if (!program.ended) await program.kill('SIGKILL');
    }
    server = serverOf(await start(++day));
    await until(() => isDone(server, day));
    const runs = await runsOf(server);
    const all = await deliveries(server);
    await server.stop();
    expect(runs.map(({ run, state }) => [run, state])).toEqual(runs.map((_, i) => [i + 1, 'reported']));
    const first = Date.parse(runs[0]?.period ?? '');
    expect(runs.map(({ period }) => Date.parse(period))).toEqual(runs.map((_, i) => first + i * DAY));
    const heard = receiver.received.map(({ headers }) => String(headers['webhook-id']));
    expect([...new Set(heard)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    // It is heard again only where a process died that had it in hand.
    const cut = all.flatMap(({ attempts }) => attempts.filter(({ endedAt }) => endedAt === undefined));
    expect(heard.length - all.length).toBeLessThanOrEqual(cut.length);
  });
});
