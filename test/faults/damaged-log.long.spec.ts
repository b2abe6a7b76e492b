import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { scratchFolder, Server, tally } from '../journeys/server.js';

const FACTS = 300;
const LAST = FACTS + 1;

describe('a log that somebody changed by hand', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let data: string;

  beforeAll(async () => {
    scratch = await scratchFolder();
    data = join(scratch.folder, 'book');
    expect((await tally(['demo', '--facts', String(FACTS), '--data', data])).code).toBe(0);
  });

  afterAll(() => scratch.remove());

  /** What is said of the log after some statements by hand, which are taken back again. */
  async function verdict(change: string, before: () => Promise<void> = () => Promise.resolve()): Promise<string> {
    const db = new DatabaseSync(join(data, 'log.sqlite'));
    db.exec('CREATE TABLE kept AS SELECT * FROM events');
    db.exec(change);
    try {
      await before();
      const { code, out } = await tally(['verify', '--data', data]);
      return `${String(code)} ${out}`;
    } finally {
      db.exec('DELETE FROM events; INSERT INTO events SELECT * FROM kept; DROP TABLE kept');
      db.close();
    }
  }

  const rebuild = async (): Promise<void> => {
    expect((await tally(['rebuild', '--data', data])).code).toBe(0);
  };

  const damaged = (what: string) => `1 the log is damaged: ${what}\n`;

  it('is equal to its digests when nobody did', async () => {
    const { code, out, err } = await tally(['verify', '--data', data]);
    expect([code, out]).toEqual([
      0,
      `equal to a fresh fold of ${String(LAST)} events, up to position ${String(LAST)}\n`,
    ]);
    expect(err).toMatch(new RegExp(`digest of the log up to position ${String(LAST)}: [\\w-]{43}\n`));
  });

  it('names an event whose amount was edited, also after a rebuild', async () => {
    const sale = one("SELECT position, id, stream FROM events WHERE type = 'SaleRecorded' LIMIT 1 OFFSET 20");
    const at = String(sale['position']);
    const edit = `UPDATE events SET data = replace(data, '"quantity":"', '"quantity":"1') WHERE position = ${at}`;
    const named = `the event at position ${at} (SaleRecorded ${String(sale['id'])}, 0 of ${String(sale['stream'])}) is not as it was recorded`;
    expect(await verdict(edit)).toBe(damaged(named));
    expect(await verdict(edit, rebuild)).toBe(damaged(named));
    await rebuild();
  });

  it('names an event that was moved to another day', async () => {
    const edited = await verdict("UPDATE events SET occurred_at = '2023-01-01T00:00:00.000Z' WHERE position = 77");
    expect(edited).toMatch(
      /^1 the log is damaged: the event at position 77 \(\w+ [\w-]+, \d+ of \S+\) is not as it was recorded\n$/,
    );
  });

  it('names an event that was deleted, also after a rebuild', async () => {
    const sale = one("SELECT position FROM events WHERE type = 'SaleRecorded' LIMIT 1 OFFSET 20");
    const at = String(sale['position']);
    const missing = damaged(`the event at position ${at} is missing`);
    expect(await verdict(`DELETE FROM events WHERE position = ${at}`, rebuild)).toBe(missing);
    await rebuild();
  });

  it('names the last event when that was deleted', async () => {
    const last = String(LAST);
    const gone = await verdict(`DELETE FROM events WHERE position = ${last}`);
    expect(gone).toBe(damaged(`the event at position ${last} is missing`));
  });

  it('names an event that was put in', async () => {
    const next = String(LAST + 1);
    const forged = `INSERT INTO events SELECT ${next}, 'sale-forged', 0, 'forged', type, schema, key, occurred_at, recorded_at, claim, hash, envelope, data
      FROM events WHERE type = 'SaleRecorded' LIMIT 1`;
    const named = await verdict(forged);
    expect(named).toBe(
      damaged(
        `the event at position ${next} (SaleRecorded forged, 0 of sale-forged) was not put there by Tallybook: it has no digest`,
      ),
    );
  });

  it('is given digests where it is older than they are, and says from when on they hold', async () => {
    const db = new DatabaseSync(join(data, 'log.sqlite'));
    const digest = () => db.prepare('SELECT digest FROM chain WHERE position = ?').get(LAST);
    const before = digest();
    db.exec('DROP TABLE chain; DROP TABLE chain_begun');
    expect((await tally(['verify', '--data', data])).err).toContain(
      `events up to position ${String(LAST)} were made after`,
    );
    const server = await Server.start(data);
    await server.stop();
    expect(digest()).toEqual(before);
    db.close();
    const { code, err } = await tally(['verify', '--data', data]);
    expect([code, err.includes(`events up to position ${String(LAST)} were made after`)]).toEqual([0, true]);
  });

  function one(sql: string): Readonly<Record<string, unknown>> {
    const db = new DatabaseSync(join(data, 'log.sqlite'), { readOnly: true });
    const row = db.prepare(sql).get();
    db.close();
    return row as Readonly<Record<string, unknown>>;
  }
});
