import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithRealData, factsOf } from '../journeys/real-data.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const SEED = 20_260_401;
const PIECES = 7;
const KILLED_IN = [1, 3, 5];

/** Questions whose answers together are the figures of the book. */
const QUESTIONS = [
  {
    metrics: ['revenue.sales', 'revenue.first', 'orders', 'units', 'customers.buyers'],
    grain: 'month',
    from: '1996-01-01',
    to: '1998-12-31',
  },
  {
    metrics: ['opening', 'new', 'reactivated', 'lost', 'transferred', 'closing'].map((name) => `customers.${name}`),
    grain: 'month',
    from: '1996-01-01',
    to: '1998-12-31',
    by: ['region'],
  },
  { metrics: ['customers.count'], grain: 'quarter', from: '1996-01-01', to: '1998-12-31', by: ['stage', 'tier'] },
  { metrics: ['customers.moves'], grain: 'year', from: '1996-01-01', to: '1998-12-31', by: ['from_stage', 'to_stage'] },
  { metrics: ['revenue.sales', 'orders'], by: ['stage', 'tier', 'cohort'] },
  { metrics: ['revenue.sales', 'lines'], by: ['product', 'salesperson'] },
  { metrics: ['purchase_gap.mean', 'purchase_gap.median', 'purchase_gap.count'], by: ['region'] },
];

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Registrations first, since a sale needs its customer; everything else in any order, one line in twenty sent twice. */
function shuffled(facts: readonly string[]): readonly string[] {
  const next = random(SEED);
  const registrations = facts.filter((fact) => fact.includes('RegisterCustomer'));
  const others = facts.filter((fact) => !fact.includes('RegisterCustomer'));
  const all = others.flatMap((fact) => (next() < 0.05 ? [fact, fact] : [fact]));
  const placed = all.map((fact) => ({ fact, at: next() })).sort((a, b) => a.at - b.at);
  return [...registrations, ...placed.map(({ fact }) => fact)];
}

async function figures(server: Server, position: string): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const question of QUESTIONS) answers.push(await server.rows({ ...question, position }));
  return answers;
}

/** Milliseconds: about 16 starts of the server and two folds of 10,000 events. */
const TIMEOUT = 300_000;

describeWithRealData('CDNOW and Northwind in another order, in pieces, partly twice, with the server killed', () => {
  const facts = factsOf();
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;

  beforeAll(async () => {
    scratch = await scratchFolder();
  });

  afterAll(() => scratch.remove());

  it(
    'have every figure of the plain run, and read models equal to a fresh fold',
    async () => {
      const plain = await Server.start(join(scratch.folder, 'plain'));
      const { body } = await plain.bulk(facts);
      expect([body['accepted'], body['rejected']]).toEqual([facts.length, 0]);
      const right = await figures(plain, String(body['position']));
      await plain.stop();

      const data = join(scratch.folder, 'broken');
      const lines = shuffled(facts);
      for (let piece = 0; piece < PIECES; piece++) {
        const file = join(scratch.folder, `piece-${String(piece)}.ndjson`);
        const size = Math.ceil(lines.length / PIECES);
        writeFileSync(file, lines.slice(piece * size, (piece + 1) * size).join('\n'));
        await importPiece(file, data, KILLED_IN.includes(piece));
      }

      const after = await Server.start(data);
      expect(await figures(after, String(facts.length + 1))).toEqual(right);
      await after.stop();
      const verdict = await tally(['verify', '--data', data]);
      expect([verdict.code, verdict.out]).toEqual([
        0,
        `equal to a fresh fold of ${String(facts.length + 1)} events, up to position ${String(facts.length + 1)}\n`,
      ]);
    },
    TIMEOUT,
  );
});

/** Imports a file; if it is to be killed, the server dies once facts of the file are on disk, and the import is run again. */
async function importPiece(file: string, data: string, killed: boolean): Promise<void> {
  let server = await Server.start(data);
  if (killed) {
    const before = Number((await server.get('/readyz'))['position']);
    const importing = tally(['import', file, '--url', server.url]);
    for (let position = before; position <= before;) position = Number((await server.get('/readyz'))['position']);
    await server.kill('SIGKILL');
    server = await Server.start(data, { TALLY_PORT: new URL(server.url).port });
    expect((await importing).code).toBe(0);
  }
  const again = await tally(['import', file, '--url', server.url]);
  expect([again.code, again.out.includes('0 refused')]).toEqual([0, true]);
  await server.stop();
}
