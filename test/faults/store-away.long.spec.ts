import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import { scratchFolder } from '../journeys/server.js';
import { startEventStore } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import type { Program } from '../processes/program.js';
import { until } from '../processes/until.js';
import { ApiUser } from './api-user.js';
import { TcpProxy } from './tcp-proxy.js';
import { freePort, WatchedProcess } from './watched-process.js';

const CALLERS = Array.from({ length: 24 }, (_, i) => `caller${String(i)}`);
const faults = { silent: (proxy: TcpProxy) => proxy.silence(), gone: (proxy: TcpProxy) => proxy.refuse() };
const cases = ['silent', 'gone'] as const;

/** An api process behind proxies that stand for its stores. */
describeDeployment('an api whose store is away', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let server: Program;
  let log: TcpProxy;
  let views: TcpProxy;
  let api: WatchedProcess;
  let user: ApiUser;

  beforeAll(async () => {
    scratch = await scratchFolder();
    server = await startEventStore(scratch.folder, 0);
    log = await TcpProxy.before(Number(/\d+$/.exec(server.said)?.[0]));
    views = await TcpProxy.before(Number(new URL(process.env['MONGODB_URI'] ?? '').port));
    api = new WatchedProcess('api', await freePort(), {
      TALLY_LOG: 'eventstoredb',
      TALLY_BUS: 'kafka',
      TALLY_VIEWS: 'mongodb',
      TALLY_DATA_DIR: `${scratch.folder}/api`,
      EVENTSTORE_URL: `esdb://127.0.0.1:${String(log.port)}?tls=false`,
      MONGODB_URI: `mongodb://127.0.0.1:${String(views.port)}/away-${nextEventId()}`,
    });
    await api.until(({ status }) => status === 200, 30_000);
    user = new ApiUser(api.url);
  });

  afterEach(async () => {
    await log.restore();
    await views.restore();
    await back();
  });

  afterAll(async () => {
    await api.stop('SIGKILL');
    await server.kill('SIGKILL');
    await log.close();
    await views.close();
    await scratch.remove();
  });

  const isAway = (store: string) => api.until(({ troubles }) => troubles.some((one) => one.startsWith(store)), 5_000);
  // Nobody feeds the read models here: how far they are behind is not looked at.
  const back = () =>
    api.until(({ troubles }) => !troubles.some((one) => /^(EventStoreDB|MongoDB): /.test(one)), 10_000);
  const customers = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({ type: 'RegisterCustomer', data: { id: `${name}${String(i)}` } }));

  /** Resolves when the first lines of a bulk request are in the log, with how to wait for its answer. */
  const midway = async (lines: readonly object[]) => {
    const tail = await user.tail();
    const answer = user.bulk(lines);
    await until(async () => (await user.tail()) > tail);
    return () => answer;
  };

  it.each(cases)('refuses facts for a while where the log is %s, and takes the same once it is back', async (fault) => {
    const ids = CALLERS.map((caller) => `${fault}-${caller}`);
    const register = (): Promise<readonly unknown[]> =>
      Promise.all(ids.map(async (id) => user.inTime(5_000, 'POST', '/v1/customers', { id })));
    const refused = ids.map(() => '503 log-unavailable, again in 2 s');
    await faults[fault](log);
    expect(await register()).toEqual(refused);
    const { troubles, took } = await isAway('EventStoreDB: ');
    expect([troubles.length, took < 3_000]).toEqual([1, true]);
    // Known to be away: 100 callers, one after another, are answered while one of them would have waited before.
    const began = Date.now();
    for (let i = 0; i < 4; i++) expect(await register()).toEqual(refused);
    expect(Date.now() - began).toBeLessThan(4_000);
    expect(await user.inTime(5_000, 'GET', '/v1/customers')).toBe('200');
    expect(await user.inTime(5_000, 'GET', '/v1/log')).toBe('503 views-unavailable, again in 2 s');

    await log.restore();
    await back();
    expect((await register()).filter((answer) => answer !== '201' && answer !== '200')).toEqual([]);
    expect((await user.recorded()).filter((id) => ids.includes(id)).sort()).toEqual([...ids].sort());
  });

  it('loses and doubles nothing of what 24 callers send through outages, and answers no 500', async () => {
    const answers = new Set<string>();
    const acknowledged: string[] = [];
    let isOver = false;
    const send = async (caller: string): Promise<void> => {
      for (let i = 0; !isOver; i++) {
        const id = `through-${caller}-${String(i)}`;
        let answer = '503';
        while (answer.startsWith('503')) {
          answer = await user.inTime(5_000, 'POST', '/v1/customers', { id });
          answers.add(answer);
        }
        acknowledged.push(id);
      }
    };
    const sending = Promise.all(CALLERS.map(send));
    for (const fault of cases) {
      await faults[fault](log);
      await isAway('EventStoreDB: ');
      await log.restore();
      await back();
    }
    isOver = true;
    await sending;
    const expected = ['200', '201', '503 log-unavailable, again in 2 s'];
    expect([...answers].filter((answer) => !expected.includes(answer))).toEqual([]);
    await back();
    const recorded = (await user.recorded()).filter((id) => id.startsWith('through-'));
    expect(recorded.sort()).toEqual(acknowledged.sort());
  });

  it.each(cases)('takes facts and refuses questions where the read models are %s', async (fault) => {
    await faults[fault](views);
    const questions = ['/v1/customers', '/v1/overdue', '/v1/query?metrics=orders&position=1'];
    const ask = () => Promise.all(questions.map((path) => user.inTime(5_000, 'GET', path)));
    const refused = questions.map(() => '503 views-unavailable, again in 2 s');
    expect(await ask()).toEqual(refused);
    expect((await isAway('MongoDB: ')).troubles).toHaveLength(1);
    const began = Date.now();
    for (let i = 0; i < 20; i++) expect(await ask()).toEqual(refused);
    expect(Date.now() - began).toBeLessThan(4_000);
    expect(await user.inTime(5_000, 'POST', '/v1/customers', { id: `beside-${fault}` })).toBe('201');

    await views.restore();
    await back();
    expect(await user.inTime(5_000, 'GET', '/v1/customers')).toBe('200');
  });

  it.each(cases)('goes on with a bulk request when the log that was %s in the middle is back', async (fault) => {
    const lines = customers(`bulk-${fault}-`, 3_000);
    const before = (await user.recorded()).length;
    const answer = await midway(lines);
    await faults[fault](log);
    await isAway('EventStoreDB: ');
    await log.restore();
    const { status, body } = await answer();
    expect([status, body]).toMatchObject([200, { accepted: 3_000, duplicates: 0, rejected: 0 }]);
    await back();
    expect((await user.recorded()).length).toBe(before + 3_000);
  });

  it('ends a bulk request with what became of its lines when the log stays away', async () => {
    const lines = customers('long-', 3_000);
    const before = (await user.recorded()).length;
    const answer = await midway(lines);
    await log.refuse();
    const began = Date.now();
    const { status, body } = await answer();
    const nextLine = Number(body['nextLine']);
    expect([status, body]).toMatchObject([503, { code: 'log-unavailable', accepted: nextLine - 1, rejected: 0 }]);
    const seconds = (Date.now() - began) / 1_000;
    expect([seconds > 25, seconds < 40]).toEqual([true, true]);

    await log.restore();
    await back();
    expect((await user.bulk(lines.slice(nextLine - 1))).status).toBe(200);
    expect((await user.recorded()).length).toBe(before + 3_000);
  });
});
