import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '#kernel/ports/views-schema.js';
import { SCHEMA, saleRow } from '#testing/random-views.js';
import { BOOT } from './boot.js';
import { SqliteViews } from './sqlite-views.js';

/** More rows than a reader folds again. */
const MANY = 60_000;
const BY_REGION = {
  series: 'sales',
  measures: ['orders', 'amount'],
  where: {},
  group: ['region'],
  windows: [{ from: 0, to: 99 }],
};

function rows(count: number, region: string): readonly Row[] {
  return Array.from({ length: count }, (_, i) => saleRow({ valid: i % 100, region, amount: BigInt(i) }));
}

describe('rollups kept beside the read models', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tally-rollups-'));
    file = join(folder, 'views.sqlite');
    const writer = SqliteViews.openWriter(file, SCHEMA);
    await writer.apply({ shard: 0, from: 0, to: 1, facts: rows(MANY, 'north'), documents: [] });
    await writer.close();
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const ask = async (open: (file: string) => SqliteViews) => {
    const reader = open(file);
    const { cells } = await reader.sums([BY_REGION]);
    await reader.close();
    return cells;
  };
  const lasting = (): Promise<unknown> => ask((of) => SqliteViews.openLastingReader(of, SCHEMA));
  const plain = (): Promise<unknown> => ask((of) => SqliteViews.openReader(of, SCHEMA));
  const stored = (sql: string) => {
    const db = new DatabaseSync(`${file}-rollups`);
    const found = db.prepare(sql).all();
    db.close();
    return found;
  };

  it('go on where they were when the reader starts again', async () => {
    await lasting();
    expect(stored('SELECT name FROM rollups')).toHaveLength(1);
    const writer = SqliteViews.openWriter(file, SCHEMA);
    await writer.apply({ shard: 0, from: 1, to: 2, facts: rows(500, 'south'), documents: [] });
    await writer.close();
    expect(await lasting()).toEqual(await plain());
  });

  it('are folded anew when they are damaged, or of read models that are gone', async () => {
    const right = await plain();
    await lasting();
    stored("UPDATE rollups SET state = x'00' RETURNING name");
    expect(await lasting()).toEqual(right);
    await lasting();
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    const writer = SqliteViews.openWriter(file, SCHEMA);
    await writer.apply({ shard: 0, from: 0, to: 1, facts: rows(MANY, 'west'), documents: [] });
    await writer.close();
    expect(await lasting()).toEqual(await plain());
  });

  it('are done without where they cannot be written', async () => {
    const right = await plain();
    await lasting();
    stored("DELETE FROM rollups WHERE name <> '' RETURNING name");
    stored("CREATE TRIGGER full BEFORE INSERT ON rollups BEGIN SELECT RAISE(ABORT, 'no room'); END");
    expect(await lasting()).toEqual(right);
    expect(stored('SELECT name FROM rollups')).toEqual([]);
  });

  it('are done without where their file cannot be made', async () => {
    const right = await plain();
    mkdirSync(`${file}-rollups`);
    expect(await lasting()).toEqual(right);
  });

  it('are folded anew when the machine was started again: it may have lost rows that they have', async () => {
    await lasting();
    stored(`UPDATE rollups SET identity = replace(identity, '${BOOT}', 'another start') RETURNING name`);
    // As after a loss of power: the last batches are gone, and made again in other rows.
    const db = new DatabaseSync(file);
    db.exec('DELETE FROM facts_sales; DELETE FROM checkpoints');
    db.close();
    const writer = SqliteViews.openWriter(file, SCHEMA);
    await writer.apply({ shard: 0, from: 0, to: 1, facts: rows(MANY, 'west'), documents: [] });
    await writer.close();
    expect(await lasting()).toEqual(await plain());
  });
});
