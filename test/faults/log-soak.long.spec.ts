import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { nextEventId } from '#kernel/event-ids.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../stand-ins/log-user.js';
import { membersOfSuite } from '../stand-ins/members.js';
import { callersOf, saidInTheEnd, TRUE_TO_ALL } from './log-outage.js';
import type { WatchedProcess } from './watched-process.js';

/** As many as somebody asks for by `SOAK=50000,20`: facts, and how often the log is killed or frozen meanwhile. */
const [FACTS = 3_000, OUTAGES = 4] = (process.env['SOAK'] ?? '').split(',').filter(Boolean).map(Number);
/** Milliseconds that an outage lasts. */
const AWAY = 2_000;
const MINUTES = 60_000;

describeDeployment('an api whose log is killed and frozen again and again', () => {
  const members = membersOfSuite();
  let api: WatchedProcess;

  beforeAll(async () => {
    const mongo = (process.env['MONGODB_URI'] ?? '').replace(/\/[^/]*$/, `/soak-${nextEventId()}`);
    api = await members.start('api', { MONGODB_URI: mongo });
    await api.until(({ status }) => status === 200 && api.output.includes('tallybook api runs'), 60_000);
  });

  afterAll(() => api.stop('SIGKILL'));

  const isAway = async (outage: number): Promise<void> => {
    if (outage % 2 === 0) await members.log.kill();
    else members.log.freeze();
    await sleep(AWAY);
    if (outage % 2 === 0) await members.log.restart();
    else members.log.thaw();
  };

  it(
    'counts what it acknowledged, each fact once, and answers everybody in time',
    async () => {
      const callers = callersOf(api.url, { pause: 20 });
      const began = performance.now();
      for (let outage = 0; outage < OUTAGES; outage++) {
        const next = Math.floor((FACTS * (outage + 1)) / (OUTAGES + 1));
        await until(`${String(next)} facts`, 10 * MINUTES, () => callers.count >= next);
        await isAway(outage);
        await callers.served(10_000);
      }
      await until(`${String(FACTS)} facts`, 10 * MINUTES, () => callers.count >= FACTS);
      const seconds = (performance.now() - began) / 1_000;
      const verdict = await callers.stop();
      const { length } = verdict.acknowledged;
      const said = JSON.stringify([...verdict.said]);
      process.stdout.write(
        `${String(length)} facts, ${String(OUTAGES)} outages: ${(length / seconds).toFixed(0)}/s, slowest answer ${String(verdict.slowest)} ms, answers ${said}\n`,
      );
      expect(await saidInTheEnd(api.url, callers, verdict)).toEqual(TRUE_TO_ALL);
    },
    60 * MINUTES,
  );
});
