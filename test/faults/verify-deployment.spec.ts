import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Binary, MongoClient, type Collection } from 'mongodb';
import { demoBusiness } from '#demo/business.js';
import { decodeDocumentsOf, encodeBatch, factsOf } from '#engine/batch/batch-codec.js';
import { decodeFacts } from '#engine/batch/fact-codec.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { atNight } from '#testing/night.js';
import { scratchFolder, tally } from '../journeys/server.js';
import { Deployment, digestOf } from '../processes/deployment.js';
import { describeDeployment } from '../processes/describe-deployment.js';

const FACTS = 1_200;
/** Facts that are sent while a look is under way, so many at a time. */
const MEANWHILE = 20;
/** Customers that those are about in turn, from this one on: others are changed by hand meanwhile. */
const CALLED = { from: 20, count: 50 };

interface Batch {
  readonly _id: string;
  readonly content: Binary;
}

describeDeployment('verify on a deployment', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let deployment: Deployment;
  let client: MongoClient;
  let served = '';
  const facts = [...demoBusiness({ facts: FACTS, seed: 9 })].map((fact) => JSON.stringify(fact));
  const verify = () => tally(['verify'], deployment.env);
  const batches = (): Collection<Batch> => client.db().collection<Batch>(`${served}.batches`);

  beforeAll(async () => {
    scratch = await scratchFolder();
    deployment = await Deployment.start({ folder: scratch.folder });
    client = new MongoClient(deployment.env['MONGODB_URI'] ?? '');
    const { body } = await deployment.api.bulk(facts);
    expect(body).toMatchObject({ accepted: FACTS, errors: [] });
    await digestOf(deployment.api, String(body['position']));
    served = (await deployment.versions()).served ?? '';
  });

  afterAll(async () => {
    await client.close();
    await deployment.stop();
    await scratch.remove();
  });

  it('finds everything equal while facts keep coming, and says the digest of the log', async () => {
    const looking = verify();
    let over = false;
    const ended = looking.finally(() => (over = true));
    let sent = 0;
    while (!over) {
      const lines = Array.from({ length: MEANWHILE }, () => {
        const customerId = `c${String(CALLED.from + (sent % CALLED.count))}`;
        const data = { id: `meanwhile-${String(sent++)}`, customerId, occurredAt: '2024-03-01', kind: 'call' };
        return JSON.stringify({ type: 'LogInteraction', data });
      });
      const { body } = await deployment.api.bulk(lines);
      expect(body).toMatchObject({ accepted: MEANWHILE });
      // As fast as they come into the read models, and no faster: a queue that only grows would be looked at long after its end.
      await digestOf(deployment.api, String(body['position']));
    }
    const { code, out, err } = await ended;
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^equal to a fresh fold of \d+ events, up to position \d+\n$/),
    ]);
    expect(err).toMatch(/digest of the log up to position \d+: [\w-]{43}/);
    expect(Number(/of (\d+) events/.exec(out)?.[1])).toBeGreaterThan(FACTS);
  });

  atNight('names a document that was changed by hand', async () => {
    const customers = client.db().collection<{ _id: string; body: string }>(`${served}.docs.customers`);
    const { body = '' } = (await customers.findOne({ _id: 'c8' })) ?? {};
    await customers.updateOne({ _id: 'c8' }, { $set: { body: body.replace('"registered":', '"registered":1') } });
    const { code, out } = await verify();
    await customers.updateOne({ _id: 'c8' }, { $set: { body } });
    expect([code, out.startsWith('collection customers differs: stored {"body":')]).toEqual([1, true]);
    expect(out).toContain('"id":"c8"');
  });

  it('names a fact that was changed by hand', async () => {
    let flipped: Row | undefined;
    const changed = (fact: Row): Row => {
      if (flipped !== undefined || fact.series !== 'sales' || fact.customer === '') return fact;
      return (flipped = { ...fact, measures: fact.measures.map((measure) => measure + 1n) });
    };
    for await (const { _id, content } of batches().find()) {
      const bytes = Buffer.from(content.value());
      const rows = decodeFacts(factsOf(bytes)).map(changed);
      if (flipped === undefined) continue;
      const other = new Binary(encodeBatch({ facts: rows, documents: decodeDocumentsOf(bytes) }));
      await batches().updateOne({ _id }, { $set: { content: other } });
      const { code, out } = await verify();
      await batches().updateOne({ _id }, { $set: { content } });
      expect([code, out.startsWith('series sales differs: stored ')]).toEqual([1, true]);
      expect(out).toContain(`"record":"${flipped.record}"`);
      break;
    }
    expect(flipped).toBeDefined();
  });

  it('says where a batch is gone', async () => {
    const batch = await batches().findOne({}, { sort: { _id: 1 } });
    if (batch === null) throw new Error('there is no batch');
    await batches().deleteOne({ _id: batch._id });
    const { code, out } = await verify();
    await batches().insertOne(batch);
    expect([code, out]).toEqual([1, expect.stringMatching(/^the batches of the read models are not all there: /)]);
    expect((await verify()).code).toBe(0);
  });

  it('says that the read models are behind where nobody takes them on', async () => {
    await deployment.one('projector').stop();
    const late = { id: 'late', customerId: 'c7', occurredAt: '2024-03-01', kind: 'call' };
    expect((await deployment.api.post('/v1/interactions', late)).status).toBe(201);
    const { code, out } = await verify();
    expect([code, out]).toEqual([1, expect.stringMatching(/^the read models end at position \d+, the log at \d+: /)]);
  });

  it('says so where there is no book, and makes none', async () => {
    const { code, err } = await tally(['verify'], { ...deployment.env, TALLY_BOOK: 'nobodys' });
    expect([code, err]).toEqual([2, expect.stringContaining('there is no book named "nobodys"')]);
  });
});
