import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { demoBusiness } from '#demo/business.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { differenceFromFreshFold } from '../processes/fresh-fold.js';
import { RARER_FACTS } from './rarer-facts.js';
import { scratchFolder, Server } from './server.js';

/** A book over several processes, and the same book in one. */
class TwoShapes {
  private constructor(
    private readonly scratch: Awaited<ReturnType<typeof scratchFolder>>,
    readonly deployment: Deployment,
    readonly embedded: Server,
    /** So many facts are sent at a time, by one api process after the other. */
    private readonly piece: number,
  ) {}

  static async start(piece: number): Promise<TwoShapes> {
    const scratch = await scratchFolder();
    const deployment = await Deployment.start({ folder: scratch.folder, apis: 2, relays: 2, projectors: 3 });
    const embedded = await Server.start(`${scratch.folder}/embedded`);
    return new TwoShapes(scratch, deployment, embedded, piece);
  }

  async stop(): Promise<void> {
    await this.embedded.stop();
    await this.deployment.stop();
    await this.scratch.remove();
  }

  /** Sends facts in pieces to servers in turn. @returns the last position */
  async sent(servers: readonly Server[], lines: readonly string[]): Promise<string> {
    let position = '0';
    for (let i = 0; i < lines.length; i += this.piece) {
      const piece = lines.slice(i, i + this.piece);
      const server = servers[(i / this.piece) % servers.length] as Server;
      const { body } = await server.bulk(piece);
      expect(body).toMatchObject({ accepted: piece.length, errors: [] });
      position = String(body['position']);
    }
    return position;
  }

  async sameFigures(shared: string, alone: string): Promise<void> {
    const wanted = await digestOf(this.embedded, alone);
    expect(await Promise.all(this.deployment.apis.map((api) => digestOf(api, shared)))).toEqual([wanted, wanted]);
  }

  async sameParts(shared: string, alone: string): Promise<void> {
    for (const asked of QUESTIONS) {
      const question = { ...asked, from: '2023-01-01', asOf: '2024-12-31' };
      const { status, body } = await this.embedded.post('/v1/query', { ...question, position: alone });
      const rows = body['rows'] as readonly unknown[] | undefined;
      expect([status, (rows ?? []).length > 1]).toEqual([200, true]);
      for (const api of this.deployment.apis) {
        const told = (await api.post('/v1/query', { ...question, position: shared })).body;
        expect([told['rows'], told['totals']]).toEqual([rows, body['totals']]);
      }
    }
  }

  async sameRows(shared: string, alone: string): Promise<void> {
    for (const sql of [
      'SELECT region, sum(net) AS net, sum(orders) AS orders FROM sales GROUP BY ALL ORDER BY region',
      'SELECT stage, tier, count(*) AS customers FROM customers GROUP BY ALL ORDER BY ALL',
      'SELECT type, count(DISTINCT stream) AS streams, count(*) AS events FROM events GROUP BY ALL ORDER BY type',
    ]) {
      const { body } = await this.embedded.post('/v1/sql', { sql, position: alone });
      expect(body['columns']).toBeDefined();
      for (const api of this.deployment.apis)
        expect((await api.post('/v1/sql', { sql, position: shared })).body['rows']).toEqual(body['rows']);
    }
  }
}

/** Parts of the book that its digest does not tell apart, and other grounds to count on. */
const QUESTIONS = [
  { metrics: ['orders', 'revenue.net'], by: ['first_touch', 'last_touch'] },
  { metrics: ['orders', 'customers.buyers', 'units', 'revenue.sales'], by: ['salesperson'], grain: 'quarter' },
  { metrics: ['orders', 'interactions'], by: ['customer_weekday', 'customer_hour'] },
  { metrics: ['customers.active', 'customers.transferred', 'mrr', 'pipeline.value'], by: ['region'], grain: 'quarter' },
  { metrics: ['customers.active', 'orders'], by: ['tier'], includeExcluded: true },
  { metrics: ['revenue.net', 'orders'], by: ['stage', 'region'], organisation: 'today' },
  { metrics: ['revenue.net', 'pipeline.value', 'mrr'], by: ['product'], currency: 'EUR', rates: '2024-11-30' },
];

/**
 * The same book over several processes and in one, of a generated business.
 * @param count of its facts
 * @param more what is shown of both afterwards
 */
export function describeTwoShapes(count: number, more: (shapes: () => TwoShapes) => void = () => undefined): void {
  describeDeployment('the same book over several processes', () => {
    let shapes: TwoShapes;
    const facts = [...demoBusiness({ facts: count, seed: 21 }), ...RARER_FACTS].map((fact) => JSON.stringify(fact));

    beforeAll(async () => {
      shapes = await TwoShapes.start(count / 4);
    });
    afterAll(() => shapes.stop());

    it(`gives the same digest of all figures as one process, of a business of ${String(count)} facts`, async () => {
      const { deployment, embedded } = shapes;
      const half = Math.floor(count / 2);
      await shapes.sent(deployment.apis, facts.slice(0, half));
      // One of each is killed in the middle: the others take over.
      await deployment.one('relay').kill('SIGKILL');
      await deployment.one('projector').kill('SIGKILL');
      const shared = await shapes.sent(deployment.apis, facts.slice(half));
      const alone = await shapes.sent([embedded], facts);
      await digestOf(deployment.api, shared);
      expect(await differenceFromFreshFold(deployment.env)).toBeUndefined();
      await shapes.sameFigures(shared, alone);
      await shapes.sameParts(shared, alone);
      await shapes.sameRows(shared, alone);
    });

    it('switches to a published policy, and tells what was known before from the version before', async () => {
      const policy = { id: 'p', effectiveFrom: '2023-06-01', policy: { churnAfterDays: 30, atRiskAfterDays: 20 } };
      const publish = async (server: Server): Promise<string> =>
        String((await server.post('/v1/policies/lifecycle', policy)).body['position']);
      await shapes.sameFigures(await publish(shapes.deployment.api), await publish(shapes.embedded));
    });

    it('records a fact once, whichever process is asked', async () => {
      const [, two] = shapes.deployment.apis;
      expect((await two?.bulk(facts.slice(0, 50)))?.body).toMatchObject({ accepted: 0, duplicates: 50 });
      expect(await two?.send('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } });
    });

    more(() => shapes);
  });
}
