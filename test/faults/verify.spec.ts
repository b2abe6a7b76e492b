import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Row } from '#kernel/ports/views-schema.js';
import { atNight } from '#testing/night.js';
import { changeStoredFacts } from '#testing/stored-facts.js';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const FACTS = 3_000;
/** Customers of the book who turn out to be another one; the last of them is not, after all. */
const MERGES = [
  ['c2', 'c1'],
  ['c3', 'c2'],
  ['c9', 'c4'],
] as const;
/** The opening of the book, what was sent, and a pair of events for each merge and for what is taken back. */
const EVENTS = FACTS + 1 + 2 * (MERGES.length + 1);

describe('verify', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    data = join(scratch.folder, 'book');
    const server = await Server.start(data);
    expect((await tally(['demo', '--facts', String(FACTS), '--url', server.url])).code).toBe(0);
    for (const [id, into] of MERGES) await server.post(`/v1/customers/${id}/merge`, { id: `${id}-${into}`, into });
    await server.post('/v1/customers/c9/unmerge', { id: 'c9' });
    await server.get(`/v1/query?metrics=orders&position=${String(EVENTS)}`);
    const meanwhile = await tally(['verify', '--data', data]);
    expect([meanwhile.code, meanwhile.out]).toEqual([
      0,
      `equal to a fresh fold of ${String(EVENTS)} events, up to position ${String(EVENTS)}\n`,
    ]);
    await server.stop();
  });

  afterAll(() => scratch.remove());

  /** Runs a statement on the read models by hand and puts things right again afterwards. */
  async function tampered(change: string, undo: string): Promise<{ code: number | null; out: string }> {
    const db = new DatabaseSync(join(data, 'views-0.1.sqlite'));
    db.exec(change);
    try {
      return await tally(['verify', '--data', data]);
    } finally {
      db.exec(undo);
      db.close();
    }
  }

  /** Runs with facts that were changed by hand. */
  async function withFacts(
    change: (facts: readonly Row[]) => readonly Row[],
  ): Promise<{ code: number | null; out: string }> {
    const putBack = changeStoredFacts(join(data, 'views-0.1.sqlite'), change);
    return tally(['verify', '--data', data]).finally(putBack);
  }

  it('names the series, day and customer of one stored number that was flipped', async () => {
    let flipped: Row | undefined;
    const { code, out } = await withFacts((facts) =>
      facts.map((fact) => {
        if (flipped !== undefined || fact.series !== 'sales' || fact.customer === '') return fact;
        flipped = { ...fact, measures: fact.measures.map((measure) => measure + 1n) };
        return flipped;
      }),
    );
    const { valid = 0, customer = '', record = '' } = flipped ?? {};
    const day = new Date(valid * 86_400_000).toISOString().slice(0, 10);
    expect(code).toBe(1);
    expect(out).toContain('series sales differs: stored {"day":"' + day + '"');
    expect(out).toContain(`"customer":"${customer}","record":"${record}"`);
  });

  atNight('names a fact that is missing', async () => {
    let missing: Row | undefined;
    const { code, out } = await withFacts((facts) => {
      missing ??= facts.find(({ series }) => series === 'moves');
      return facts.filter((fact) => fact !== missing);
    });
    expect([code, out.startsWith('series moves differs: stored ')]).toEqual([1, true]);
  });

  it('names a document that was changed', async () => {
    const { code, out } = await tampered(
      `UPDATE docs_customers SET body = replace(body, '"registered":', '"registered":1') WHERE id = 'c7'`,
      `UPDATE docs_customers SET body = replace(body, '"registered":1', '"registered":') WHERE id = 'c7'`,
    );
    expect([code, out.startsWith('collection customers differs: stored {"body":')]).toEqual([1, true]);
  });

  it('says so where there is no book', async () => {
    const { code, err } = await tally(['verify', '--data', join(scratch.folder, 'nothing')]);
    expect([code, err.startsWith('tally: there is no book in ')]).toEqual([2, true]);
  });
});
