import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { VIEW_SCHEMA } from '#subjects/tables.js';
import { scratchFolder, type Server } from '../journeys/server.js';
import { Deployment } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { until } from '../processes/until.js';

const KEPT = 60;
const LOST = 80;
const NEW = 300;
const POLICY = { id: 'lost', effectiveFrom: '2024-01-01', policy: { churnAfterDays: 60, atRiskAfterDays: 30 } };

const NO_ANSWER = 'no answer';

/** Sales of a product of that name. */
function sales(product: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const lines = [{ product, quantity: 1, unitPrice: '1' }];
    const data = { id: `${product}-${String(i)}`, occurredAt: '2024-02-01T12:00:00Z', lines };
    return JSON.stringify({ type: 'RecordSale', data });
  });
}

/** Of how many sales of each product an answer tells, and under which policy. */
interface Shown {
  readonly orders: Readonly<Record<string, unknown>>;
  readonly lifecycle: string;
}

/**
 * A deployment that runs on while its log is put back to an earlier day. The topic has records of what the log no longer has, at positions
 * that it has other events at by then.
 */
describeDeployment('a deployment whose log is restored to an earlier day', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;

  beforeAll(async () => {
    scratch = await scratchFolder();
    deployment = await Deployment.start({ folder: scratch.folder, apis: 2, relays: 1, projectors: 2 });
  });
  afterAll(async () => {
    await deployment.stop();
    await scratch.remove();
  });

  /** As a caller does it: again until all are taken. @returns the last position */
  const send = async (server: Server, lines: readonly string[]): Promise<string> => {
    for (;;) {
      const answer = await server.bulk(lines).catch(() => undefined);
      if (answer?.status === 200) return String(answer.body['position']);
      await sleep(50);
    }
  };
  /** As a caller does it: an api process that has not met the log since it was started again says to ask again. */
  const publish = async (server: Server): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const { status, body } = await server.post('/v1/policies/lifecycle', POLICY);
      if (status !== 503) return body;
      await sleep(50);
    }
  };
  const ask = async (server: Server, position?: string): Promise<Shown | string> => {
    const question = { metrics: ['orders'], by: ['product'], ...(position !== undefined && { position }) };
    // A connection that was kept for long may break.
    const answer = await server.post('/v1/query', question).catch(() => undefined);
    if (answer === undefined) return NO_ANSWER;
    const { status, body } = answer;
    if (status !== 200) return `${String(status)} ${String(body['code'])}`;
    const rows = body['rows'] as readonly Readonly<Record<string, unknown>>[];
    const { definitions } = body['meta'] as { readonly definitions: { readonly lifecycle: string } };
    return {
      orders: Object.fromEntries(rows.map((row) => [String(row['product']), row['orders']])),
      lifecycle: definitions.lifecycle,
    };
  };
  /** The first answer of each api process that covers a position. */
  const shown = (position: string): Promise<readonly (Shown | string)[]> =>
    Promise.all(
      deployment.apis.map(async (api) => {
        for (;;) {
          const answer = await ask(api, position);
          if (typeof answer !== 'string') return answer;
          if (answer !== NO_ANSWER && !answer.startsWith('503 ')) return answer;
        }
      }),
    );

  it('answers from what the log has by then and nothing else, without being told', async () => {
    const [one, two] = deployment.apis as [Server, Server];
    await send(one, sales('kept', KEPT));
    await deployment.backUpLog();
    await send(two, sales('lost', LOST));
    const published = await publish(one);
    const before = { orders: { kept: KEPT, lost: LOST }, lifecycle: 'lost' };
    expect(await shown(String(published['position']))).toEqual([before, before]);
    const [was] = [(await deployment.versions()).served ?? ''];

    await deployment.restoreLog();
    // It grows beyond where the read models end before any projector hears of it.
    const last = await send(two, sales('new', NEW));
    expect(Number(last)).toBeGreaterThan(Number(published['position']));
    let isOver = false;
    const asking = deployment.apis.map(async (api) => {
      const answers: string[] = [];
      while (!isOver) {
        answers.push(JSON.stringify(await ask(api)));
        await sleep(20);
      }
      // It looks every second: until then it answers as before.
      const looked = answers.findIndex((answer) => answer !== JSON.stringify(before));
      return answers.slice(looked);
    });
    await until(async () => (await deployment.versions()).abandoned.some(({ name }) => name === was));
    await deployment.one('projector').kill('SIGKILL');
    await deployment.add('projector');
    const after = { orders: { kept: KEPT, new: NEW }, lifecycle: 'default' };
    expect(await shown(last)).toEqual([after, after]);
    isOver = true;
    const answers = new Set((await Promise.all(asking)).flat());
    const seen = [...answers].map((answer) => JSON.parse(answer) as Shown | string);
    const refusals = seen.filter((answer) => typeof answer === 'string' && answer !== NO_ANSWER);
    expect(refusals).toEqual(['503 views-unavailable']);
    // Some of what is new may be on its way; of the rest none is missing, and nothing is there that the log does not have.
    const figures = seen.filter((answer) => typeof answer !== 'string');
    expect(figures.filter(({ orders }) => orders['kept'] !== KEPT || 'lost' in orders)).toEqual([]);
    expect(await differenceFromFreshFold(deployment.env)).toBeUndefined();
    await until(async () => (await Promise.all(deployment.apis.map(isReady))).every((ready) => ready));
  });

  it('takes what was lost again, and publishes again', async () => {
    const [one, two] = deployment.apis as [Server, Server];
    await send(one, sales('lost', LOST));
    const body = await publish(two);
    expect(body['duplicate']).toBe(false);
    const after = { orders: { kept: KEPT, lost: LOST, new: NEW }, lifecycle: 'lost' };
    expect(await shown(String(body['position']))).toEqual([after, after]);
    expect(await differenceFromFreshFold(deployment.env)).toBeUndefined();
  });

  it('answers nothing from read models of a release to which events meant something else', async () => {
    const [one] = deployment.apis as [Server, Server];
    const last = await send(one, sales('more', 1));
    const figures = await shown(last);
    const { served = '' } = await deployment.versions();
    const client = new MongoClient(deployment.env['MONGODB_URI'] ?? '');
    const schema = JSON.stringify({ ...VIEW_SCHEMA, meaning: (VIEW_SCHEMA.meaning ?? 0) - 1 });
    await client.db().collection<{ _id: string }>('origins').updateOne({ _id: served }, { $set: { schema } });
    await client.close();
    await until(async () => (await ask(one)) === '503 views-unavailable');
    expect((await deployment.versions()).abandoned.at(-1)?.name).toBe(served);
    expect(await shown(last)).toEqual(figures);
    expect((await deployment.versions()).served).not.toBe(served);
  });
});

async function isReady(server: Server): Promise<boolean> {
  return (await server.send('GET', '/readyz')).status === 200;
}
