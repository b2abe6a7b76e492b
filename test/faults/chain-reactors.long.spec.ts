import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import type { Program } from '../processes/program.js';
import { until } from '../processes/until.js';
import { areStopped, beginChains, expectChainsOnce, given, logOf, type Recorded } from './chains.js';

const CUSTOMERS = ['ada', 'bo', 'cy'];
/** At which steps the two of a round die. */
const DEATHS = [
  ['before DecideAction', 'after DecideAction'],
  ['before ChangeByAutomation', 'after ChangeByAutomation'],
  ['before moveOn action.decisions', 'after moveOn action.tasks'],
  ['after moveOn action.decisions', 'before moveOn action.tasks'],
  ['before StopChain', 'after StopChain'],
  ['before moveOn chain.stops', 'after moveOn chain.stops'],
] as const;

const REACTIONS = ['action.decisions', 'action.tasks', 'chain.stops'];

/** How far a reactor is with what has to do with chains. */
async function reachedBy(reactor: Program): Promise<readonly number[]> {
  const lines = (await (await fetch(`${reactor.said}/metrics`)).text()).split('\n');
  return REACTIONS.flatMap((name) => {
    const series = `tally_reaction_position{reaction="${name}"} `;
    return lines.flatMap((line) => (line.startsWith(series) ? [Number(line.slice(series.length))] : []));
  });
}

/** Two reactors a round: what one records sets off what the other may decide. */
describeDeployment('chains of automations by two reactors', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  const sent: string[] = [];

  /** As a caller does it: again until all are taken. */
  const send = (lines: readonly string[]): Promise<void> =>
    until(async () => {
      const answer = await deployment.api.bulk(lines).catch(() => undefined);
      if (answer?.status === 200) return true;
      await sleep(50);
      return false;
    });
  const begin = async (): Promise<void> => {
    const lines = CUSTOMERS.map((customer, i) => given(`g${String(sent.length + i)}`, customer));
    sent.push(...lines);
    await send(lines);
  };
  /** Everything recorded, as soon as whoever is asked has met the log since it was started again. */
  const recorded = async (): Promise<readonly Recorded[]> => {
    for (;;) {
      const log = await logOf(deployment.api).catch(() => undefined);
      if (log !== undefined) return log;
      await sleep(50);
    }
  };
  const isDone = async (): Promise<boolean> => areStopped(await recorded(), sent.length);
  /** Each round, until one of its two is dead or all chains came to their end. */
  const rounds = async (all: readonly (readonly string[])[]): Promise<number> => {
    let deaths = 0;
    for (const steps of all) deaths += await deployment.withDyingReactors(steps, { record: begin, isDone });
    return deaths;
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    deployment = await Deployment.start({ folder: scratch.folder });
    await beginChains(deployment.api, CUSTOMERS);
  });

  afterAll(async () => {
    await deployment.stop();
    await scratch.remove();
  });

  it('act once and are stopped once, whoever is killed at whatever step, and a log is put back meanwhile', async () => {
    // Facts are looked at from when somebody looks for the first time.
    const first = await deployment.addReactor();
    await begin();
    await until(isDone);
    await first.kill('SIGKILL');
    let deaths = await rounds(DEATHS.slice(0, 3));
    const second = await deployment.addReactor();
    await until(isDone);
    await second.kill('SIGKILL');
    await deployment.backUpLog();
    const kept = (await recorded()).length;
    deaths += await rounds(DEATHS.slice(3));
    expect(deaths).toBeGreaterThanOrEqual(DEATHS.length - 1);
    await deployment.restoreLog();
    // A reactor puts back what it goes by before callers go on.
    const third = await deployment.addReactor();
    const tail = Number((await recorded()).at(-1)?.position);
    await until(async () => {
      const reached = await reachedBy(third);
      return reached.length === REACTIONS.length && reached.every((position) => position <= tail);
    });
    await send(sent);
    await deployment.addReactor();
    await begin();
    await until(isDone);
    const log = await recorded();
    expect(log.length).toBeGreaterThan(kept);
    expectChainsOnce(log, sent.length);
  });
});
