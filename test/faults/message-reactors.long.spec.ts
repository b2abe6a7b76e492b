import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Receiver } from '#testing/receiver.js';
import { scratchFolder } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { cutShort, deliveriesOf } from '../processes/mortal-book.js';
import { until } from '../processes/until.js';
import { decisionsOf, LATER, LETTER, put, sell } from './letters.js';

const CUSTOMERS = ['ada', 'bo', 'cy'];
/** At which steps the two of a round die. */
const DEATHS = [
  ['before DecideAction', 'after DecideAction'],
  ['after DecideAction', 'before enqueue'],
  ['before moveOn action.decisions', 'after moveOn action.decisions'],
  ['after enqueue', 'before moveOn action.tasks'],
  ['after moveOn action.tasks', 'after claim'],
  ['before settle', 'after settle'],
] as const;

/** Two reactors a round, each with a clock at which what the dead had in hand is anybody's: a letter for each sale. */
describeDeployment('letters by two reactors', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let receiver: Receiver;
  let sold = 0;

  const buy = async (): Promise<void> => {
    for (const customer of CUSTOMERS)
      await sell(deployment.api, `s${String(sold++)}`, customer, new Date().toISOString());
  };
  const isDone = async (): Promise<boolean> => {
    const told = await deliveriesOf(deployment.api);
    return told.length === sold && told.every(({ state }) => state === 'delivered');
  };

  beforeAll(async () => {
    scratch = await scratchFolder();
    receiver = await Receiver.start();
    deployment = await Deployment.start({ folder: scratch.folder, env: { TALLY_WEBHOOK_ALLOW: receiver.place } });
    const { api } = deployment;
    await put(api, 'channels/hook', { kind: 'webhook', url: receiver.url });
    for (const id of CUSTOMERS) {
      await api.post('/v1/customers', { id, registeredAt: '2024-01-01', name: id.toUpperCase() });
      await put(api, `customers/${id}/consent`, { channel: 'webhook', given: true, at: '2024-01-01' });
    }
    await put(api, 'automations/thanks', { title: 'Thanks', on: { fact: 'RecordSale' }, do: [LETTER] });
  });

  afterAll(async () => {
    await deployment.stop();
    await receiver.stop();
    await scratch.remove();
  });

  it('are decided and written once for each sale, whoever is killed at whatever step', async () => {
    // Facts are looked at from when somebody looks for the first time.
    const first = await deployment.addReactor();
    await buy();
    await until(isDone);
    await first.kill('SIGKILL');
    let deaths = 0;
    for (const [i, steps] of DEATHS.entries()) {
      const round = i + 1;
      deaths += await deployment.withDyingReactors(steps, { ahead: round * LATER, record: buy, isDone });
    }
    expect(deaths).toBeGreaterThanOrEqual(DEATHS.length - 1);
    const last = DEATHS.length + 1;
    await Promise.all([last, last].map((round) => deployment.addReactor(round * LATER)));
    await buy();
    await until(isDone);
    const decided = await decisionsOf(deployment.api, 'thanks');
    expect(decided.map(({ decision }) => decision)).toEqual(Array.from({ length: sold }, () => 'taken'));
    expect(new Set(decided.map(({ occasion }) => occasion)).size).toBe(sold);
    const all = await deliveriesOf(deployment.api);
    const heard = receiver.received.map(({ headers }) => String(headers['webhook-id']));
    expect([...new Set(heard)].toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    expect(heard.length - all.length).toBeLessThanOrEqual(cutShort(all));
  });
});
