import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { nextEventId } from '#kernel/event-ids.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { until } from '../stand-ins/log-user.js';
import { membersOfSuite } from '../stand-ins/members.js';
import { ApiUser } from './api-user.js';
import { Callers, differenceFrom } from './callers.js';
import { TcpProxy } from './tcp-proxy.js';
import type { WatchedProcess } from './watched-process.js';

const SAID = ['200', '201', '503 views-unavailable, again in 2 s'];
/** Of what is in memory and of what is stored. Not of lists: the local server looks at all of a collection for them. */
const QUESTIONS = ['/v1/query?metrics=orders,customers.closing', '/v1/customers/known'];
/** Milliseconds: beside the probes, until the process has looked at its read models again. */
const TOLERANCE = 4_000;
const isReady = ({ status }: { readonly status: number }): boolean => status === 200;

describeDeployment('a deployment through outages of its read models', () => {
  const members = membersOfSuite();
  let proxy: TcpProxy;
  let uri: string;
  const processes: WatchedProcess[] = [];
  let user: ApiUser;
  let callers: Callers;
  const [api, projector] = [() => processes[0] as WatchedProcess, () => processes[2] as WatchedProcess];

  beforeAll(async () => {
    proxy = await TcpProxy.before(Number(new URL(process.env['MONGODB_URI'] ?? '').port));
    uri = `mongodb://127.0.0.1:${String(proxy.port)}/outages-${nextEventId()}`;
    const key = `${members.folder}/bus.key`;
    await writeFile(key, 'of this suite alone', { mode: 0o600 });
    const env = { KAFKA_BROKERS: process.env['KAFKA_BROKERS'], MONGODB_URI: uri, TALLY_BUS_KEY_FILE: key };
    for (const name of ['api', 'relay', 'projector'] as const) processes.push(await members.start(name, env));
    for (const one of processes) await one.until(isReady, 60_000);
    user = new ApiUser(api().url);
    expect(await user.inTime(10_000, 'POST', '/v1/customers', { id: 'known' })).toBe('201');
    await isCovered(await user.tail(), 10_000);
  });

  const measured = async (name: string): Promise<number> => {
    const measures = await (await fetch(`${projector().url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(measures)?.[1]);
  };
  const projected = (): Promise<number> => measured('tally_projected_events_total');
  /** @throws Error if the projector has made figures of everything up to a position no sooner */
  const isCovered = (position: number, ms: number): Promise<void> =>
    until(
      `the figures up to ${String(position)}`,
      ms,
      async () => (await measured('tally_covered_position')) >= position,
    );

  afterEach(async () => {
    await proxy.restore();
    await callers.stop();
  });

  afterAll(async () => {
    for (const one of processes) await one.stop('SIGKILL');
    await proxy.close();
  });

  it.each([
    ['refused', () => proxy.refuse()],
    ['reset', () => proxy.reset()],
    ['frozen', () => proxy.silence()],
    ['out of reach', () => proxy.cutOff()],
  ] as const)('is true to its callers and takes all facts where they are %s', async (_outage, begin) => {
    callers = new Callers({ url: api().url, pause: 1_000, questions: QUESTIONS, tolerance: TOLERANCE });
    await callers.served();
    await begin();
    await callers.refused(/^asker/);
    await projector().until(({ troubles }) => troubles.some((trouble) => trouble.startsWith('MongoDB: ')), 5_000);
    await callers.served(10_000, /^writer/);
    const stood = await projected();
    await proxy.restore();
    await Promise.all([
      callers.served(10_000),
      until('further figures', 10_000, async () => (await projected()) > stood),
    ]);
    const verdict = await callers.stop();
    expect(verdict).toMatchObject({ lies: [], late: [] });
    expect([...verdict.said.keys()].filter((said) => !SAID.includes(said))).toEqual([]);
    expect(verdict.refused.filter((caller) => caller.startsWith('writer'))).toEqual([]);
    expect(await differenceFrom(callers, verdict, user)).toEqual([]);
    await isCovered(await user.tail(), 60_000);
    expect(await differenceFromFreshFold({ EVENTSTORE_URL: members.log.url, MONGODB_URI: uri })).toBeUndefined();
    for (const one of processes) await one.until(isReady, 10_000);
  });

  it('ends cleanly afterwards', async () => {
    for (const one of processes) {
      const { code, took } = await one.stop();
      expect([code, took < 10_000]).toEqual([0, true]);
    }
  });
});
