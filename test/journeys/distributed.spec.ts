import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { describeWithRealData, factsOf } from './real-data.js';
import { scratchFolder, Server } from './server.js';

/** How many facts the generated business has: `DEMO_FACTS=100000 npm test -- test/journeys/distributed` for all of a hundred thousand. */
const FACTS = Number(process.env['DEMO_FACTS'] ?? 10_000);
const PIECE = 2_500;

describeDeployment('the same book over several processes', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let embedded: Server;
  let deployment: Deployment;
  const facts = [...demoBusiness({ facts: FACTS, seed: 21 })].map((fact) => JSON.stringify(fact));

  beforeAll(async () => {
    scratch = await scratchFolder();
    deployment = await Deployment.start({ folder: scratch.folder, apis: 2, relays: 2, projectors: 3 });
    embedded = await Server.start(`${scratch.folder}/embedded`);
  });

  afterAll(async () => {
    await embedded.stop();
    await deployment.stop();
    await scratch.remove();
  });

  /** Sends facts in pieces to servers in turn. @returns the last position */
  const sent = async (servers: readonly Server[], lines: readonly string[]): Promise<string> => {
    let position = '0';
    for (let i = 0; i < lines.length; i += PIECE) {
      const piece = lines.slice(i, i + PIECE);
      const server = servers[(i / PIECE) % servers.length] as Server;
      const { body } = await server.bulk(piece);
      expect(body).toMatchObject({ accepted: piece.length, errors: [] });
      position = String(body['position']);
    }
    return position;
  };
  const sameFigures = async (shared: string, alone: string): Promise<void> => {
    const wanted = await digestOf(embedded, alone);
    expect(await Promise.all(deployment.apis.map((api) => digestOf(api, shared)))).toEqual([wanted, wanted]);
  };

  const sameRows = async (shared: string, alone: string): Promise<void> => {
    for (const sql of [
      'SELECT region, sum(net) AS net, sum(orders) AS orders FROM sales GROUP BY ALL ORDER BY region',
      'SELECT stage, tier, count(*) AS customers FROM customers GROUP BY ALL ORDER BY ALL',
      'SELECT type, count(DISTINCT stream) AS streams, count(*) AS events FROM events GROUP BY ALL ORDER BY type',
    ]) {
      const { body } = await embedded.post('/v1/sql', { sql, position: alone });
      expect(body['columns']).toBeDefined();
      for (const api of deployment.apis)
        expect((await api.post('/v1/sql', { sql, position: shared })).body['rows']).toEqual(body['rows']);
    }
  };

  it(`gives the same digest of all figures as one process, of a business of ${String(FACTS)} facts`, async () => {
    const half = Math.floor(FACTS / 2);
    await sent(deployment.apis, facts.slice(0, half));
    // One of each is killed in the middle: the others take over.
    await deployment.one('relay').kill('SIGKILL');
    await deployment.one('projector').kill('SIGKILL');
    const shared = await sent(deployment.apis, facts.slice(half));
    const alone = await sent([embedded], facts);
    await digestOf(deployment.api, shared);
    expect(await differenceFromFreshFold(deployment.env)).toBeUndefined();
    await sameFigures(shared, alone);
    await sameRows(shared, alone);
  });

  it('switches to a published policy, and tells what was known before from the version before', async () => {
    const policy = { id: 'p', effectiveFrom: '2023-06-01', policy: { churnAfterDays: 30, atRiskAfterDays: 20 } };
    const publish = async (server: Server): Promise<string> =>
      String((await server.post('/v1/policies/lifecycle', policy)).body['position']);
    await sameFigures(await publish(deployment.api), await publish(embedded));
  });

  it('records a fact once, whichever process is asked', async () => {
    const [, two] = deployment.apis;
    expect((await two?.bulk(facts.slice(0, 50)))?.body).toMatchObject({ accepted: 0, duplicates: 50 });
    expect(await two?.send('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  describeWithRealData('with a music shop and a trading company in it', () => {
    it('gives the same digest of all figures as one process', async () => {
      const real = factsOf();
      await sameFigures(await sent(deployment.apis, real), await sent([embedded], real));
    });
  });
});
