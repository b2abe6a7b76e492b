import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { runInNewContext } from 'node:vm';
import { demoBusiness } from '#demo/business.js';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { nextEventId } from '#kernel/event-ids.js';
import { withServer } from '../contracts/with-server.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';
import { until } from '../processes/until.js';
import { scratchFolder } from '../journeys/server.js';
import { blocksOf } from './page.js';

const FACTS = 1_500;
const PAGE = 'infra/docs/mongodb.md';
/** Everything is recorded on the day the test runs. */
const TODAY = new Date().toISOString().slice(0, 10);

/** What an example asks of which collection. */
interface Example {
  readonly collection: string;
  readonly pipeline: readonly Record<string, unknown>[];
}
type Row = Readonly<Record<string, unknown>>;

/** The examples of the page. @param version whose collections they ask @param known instead of the day that is known by */
function examples(version: string, known: string): readonly Example[] {
  return blocksOf(PAGE).map(({ text }) => {
    const asked: Example[] = [];
    const db = {
      getCollection: (collection: string) => ({
        aggregate: (pipeline: Example['pipeline']) => asked.push({ collection, pipeline }),
      }),
    };
    const named = text.replaceAll('book-ID', version).replaceAll('2024-04-30', known);
    runInNewContext(named, { db, ISODate: (day: string) => new Date(day) });
    return asked[0] as Example;
  });
}

/** A sum of MongoDB's as answers show it. */
const exact = (sum: unknown): string => formatDecimal(parseDecimal(String(sum)));
const sorted = (rows: readonly unknown[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

withServer('MONGODB_SECOND_URI', (uri) =>
  describeDeployment('the examples of the page on MongoDB', () => {
    const address = `${uri.replace(/\/[^/]*$/, '')}/book-${nextEventId()}`;
    const client = new MongoClient(address);
    let scratch: Awaited<ReturnType<typeof scratchFolder>>;
    let deployment: Deployment;
    let version = '';

    beforeAll(async () => {
      scratch = await scratchFolder();
      deployment = await Deployment.start({ folder: scratch.folder, projectors: 2, env: { MONGODB_URI: address } });
      const facts = [...demoBusiness({ facts: FACTS, seed: 5 })].map((fact) => JSON.stringify(fact));
      await deployment.api.bulk(facts.slice(0, FACTS / 2));
      // The other one takes over, wherever this one was.
      await deployment.one('projector').kill('SIGKILL');
      const { body } = await deployment.api.bulk(facts.slice(FACTS / 2));
      await digestOf(deployment.api, String(body['position']));
      version = (await deployment.versions()).served ?? '';
      await until(hasAll);
    });

    afterAll(async () => {
      await client.close();
      await deployment.stop();
      await scratch.remove();
    });

    const hasAll = async (): Promise<boolean> => {
      const of = (name: string) =>
        client.db().collection<{ _id: number; position: number }>(`${version}.${name}`).find().toArray();
      const taken = new Map((await of('readable')).map(({ _id, position }) => [_id, position]));
      return (await of('checkpoints')).every(({ _id, position }) => (taken.get(_id) ?? 0) >= position);
    };
    const ask = async (example: number, known = TODAY): Promise<readonly Row[]> => {
      const { collection, pipeline } = examples(version, known)[example] as Example;
      return client
        .db()
        .collection(collection)
        .aggregate([...pipeline])
        .toArray();
    };

    it.each([TODAY, '2024-04-30'])('count the population as questions do, as known on %s', async (knownAt) => {
      const rows = await deployment.api.rows({
        metrics: ['customers.count'],
        by: ['stage'],
        asOf: '2024-03-31',
        knownAt,
        grain: 'day',
        from: '2024-03-31',
        to: '2024-03-31',
      });
      const found = await ask(0, knownAt);
      const open = found.filter(({ _id }) => _id !== 'closed');
      expect(sorted(open.map(({ _id, customers }) => ({ stage: _id, customers })))).toEqual(
        sorted(rows.map((row) => ({ stage: row['stage'], customers: row['customers.count'] }))),
      );
      expect(open.length > 0).toBe(knownAt === TODAY);
    });

    it('add up revenue by region and month as questions do', async () => {
      const rows = await deployment.api.rows({
        metrics: ['revenue.net'],
        by: ['region'],
        grain: 'month',
        from: '2023-07-01',
        to: '2024-06-30',
      });
      const right = rows.map((row) => [row['region'], row['month'], row['revenue.net']]);
      const found = (await ask(1)).map(({ _id, net }) => {
        const { region, month } = _id as Row;
        return [region ?? '', month, exact(net)];
      });
      expect(found.length).toBeGreaterThan(0);
      expect(sorted(found)).toEqual(sorted(right.filter(([, , net]) => net !== '0')));
    });

    it('tell who moved between tiers as questions do', async () => {
      const rows = await deployment.api.rows({
        metrics: ['customers.moves'],
        by: ['from_tier', 'to_tier'],
        from: '2024-01-01',
        to: '2024-03-31',
      });
      const found = (await ask(2)).map(({ _id, moves }) => {
        const { from, to } = _id as Row;
        return [from ?? '', to ?? '', moves];
      });
      expect(found.length).toBeGreaterThan(0);
      expect(sorted(found)).toEqual(
        sorted(rows.map((row) => [row['from_tier'], row['to_tier'], row['customers.moves']])),
      );
    });

    it('work out churn as questions do', async () => {
      const metrics = ['customers.opening', 'customers.lost', 'customers.churn_rate'];
      const [row] = await deployment.api.rows({ metrics, from: '2024-01-01', to: '2024-03-31' });
      const [found] = await ask(3);
      expect([found?.['opening'], found?.['lost'], found?.['churn']]).toEqual(metrics.map((name) => row?.[name]));
    });

    it('list who bought most as the list of customers does', async () => {
      const { customers } = await deployment.api.get('/v1/customers?sort=-revenue&limit=10');
      const right = (customers as readonly Row[]).map(({ id, stage, orders, revenue }) => [id, stage, orders, revenue]);
      const found = (await ask(4)).map(({ _id, stage, orders, revenue }) => [_id, stage, orders, exact(revenue)]);
      expect(found).toHaveLength(10);
      expect(found).toEqual(right);
    });
  }),
);
