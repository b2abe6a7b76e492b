import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { nextEventId } from '#kernel/event-ids.js';
import type { Head, Origins, WriteAheadOrigins } from '#kernel/ports/origins.js';
import { MemoryOrigins } from '#views-memory/memory-origins.js';
import { MongoOrigins } from '#views-mongodb/mongo-origins.js';
import { SqliteOrigins } from '#views-sqlite/sqlite-origins.js';
import { SqliteViews } from '#views-sqlite/sqlite-views.js';
import { withMongoServers } from './with-server.js';

const SCHEMA = { meaning: 3, series: [], collections: [{ name: 'things', fields: ['kind'] }] };
const head = (position: number): Head => ({ position, id: `e${String(position)}`, stream: 's', revision: position });

/** The law of what versions were made by and from; `open` connects one more process to them. */
function originsContract(adapter: string, open: () => Origins): void {
  describe(`${adapter}, the origins of versions`, () => {
    let name: string;
    let one: Origins;
    let two: Origins;

    beforeEach(() => {
      name = nextEventId();
      [one, two] = [open(), open()];
    });
    afterEach(async () => {
      await Promise.all([one.close(), two.close()]);
    });
    const of = async (origins: Origins) => (await origins.read([name])).get(name);

    it('are absent for a version that nobody has begun', async () => {
      expect([...(await one.read([]))]).toEqual([]);
      expect([...(await one.read([name, 'another']))]).toEqual([]);
      expect(await of(two)).toBeUndefined();
    });

    it('keep the schema that a version was begun with first', async () => {
      await one.begin(name, SCHEMA);
      await two.begin(name, { ...SCHEMA, meaning: 4 });
      expect([await of(one), await of(two)]).toEqual([{ schema: SCHEMA }, { schema: SCHEMA }]);
    });

    it('are those that are asked for', async () => {
      const other = nextEventId();
      await one.begin(name, SCHEMA);
      await one.begin(other, SCHEMA);
      expect([...(await two.read([name]))]).toEqual([[name, { schema: SCHEMA }]]);
      expect((await two.read([name, other])).get(other)).toEqual({ schema: SCHEMA });
    });

    it('go with the version', async () => {
      await one.begin(name, SCHEMA);
      await one.forget(name);
      await two.forget(name);
      expect(await of(two)).toBeUndefined();
    });
  });
}

/** The law of those whose heads move on before anything is added. */
function writeAheadContract(adapter: string, open: () => WriteAheadOrigins): void {
  originsContract(adapter, open);
  describe(`${adapter}, the heads of versions`, () => {
    let name: string;
    let one: WriteAheadOrigins;
    let two: WriteAheadOrigins;

    beforeEach(() => {
      name = nextEventId();
      [one, two] = [open(), open()];
    });
    afterEach(async () => {
      await Promise.all([one.close(), two.close()]);
    });
    const of = async (origins: Origins) => (await origins.read([name])).get(name);

    it('are none of a version that nobody has begun', async () => {
      expect(await one.move(name, undefined, head(1))).toBe(false);
      expect(await of(two)).toBeUndefined();
    });

    it('are those of the versions that are asked for', async () => {
      const other = nextEventId();
      await one.begin(name, SCHEMA);
      await one.begin(other, SCHEMA);
      await one.move(other, undefined, head(7));
      expect([...(await two.read([name]))]).toEqual([[name, { schema: SCHEMA }]]);
      expect((await two.read([name, other])).get(other)).toEqual({ schema: SCHEMA, head: head(7) });
    });

    it('move from one head to the next only, as often as it is said', async () => {
      await one.begin(name, SCHEMA);
      expect(await one.move(name, head(1), head(2))).toBe(false);
      expect(await one.move(name, undefined, head(1))).toBe(true);
      expect(await two.move(name, undefined, head(2))).toBe(false);
      expect(await two.move(name, head(1), head(2))).toBe(true);
      // Its answer may have been lost.
      expect(await two.move(name, head(1), head(2))).toBe(true);
      expect(await one.move(name, head(1), head(3))).toBe(false);
      expect(await of(one)).toEqual({ schema: SCHEMA, head: head(2) });
    });

    it('move once where many move at a time', async () => {
      await one.begin(name, SCHEMA);
      const moves = [1, 2, 3, 4, 5, 6].map((to) => (to % 2 === 0 ? one : two).move(name, undefined, head(to)));
      const moved = (await Promise.all(moves)).flatMap((isMoved, i) => (isMoved ? [i + 1] : []));
      expect(moved).toHaveLength(1);
      expect((await of(one))?.head).toEqual(head(moved[0] ?? 0));
    });
  });
}

const shared = new MemoryOrigins();
writeAheadContract('memory', () => shared);

let folder = '';
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tally-origins-'))));
afterAll(() => rm(folder, { recursive: true }));
originsContract('sqlite', () => new SqliteOrigins(folder, 'things'));

describe('the origins of versions in files', () => {
  const origins = () => new SqliteOrigins(folder, 'things');
  const fileOf = (name: string): string => join(folder, `views-${name}.sqlite`);

  it('have the last event of the journal as head, which was written with the facts', async () => {
    await origins().begin('full', SCHEMA);
    const views = SqliteViews.openWriter(fileOf('full'), SCHEMA);
    for (const to of [1, 2]) {
      const body = { ...head(to), data: { more: 'than a head' } };
      const document = { id: `0${String(to)}`, fields: {}, body };
      await views.apply({ shard: 0, from: to - 1, to, facts: [], documents: [{ collection: 'things', document }] });
    }
    expect((await origins().read(['full'])).get('full')).toEqual({ schema: SCHEMA, head: head(2) });
    await views.close();
  });

  it('are absent where the file is damaged, empty or of another layout', async () => {
    await writeFile(fileOf('letter'), 'Dear Ada,'.repeat(1000));
    await writeFile(fileOf('empty'), '');
    await origins().begin('other', SCHEMA);
    const db = new DatabaseSync(fileOf('other'));
    db.exec('PRAGMA user_version = 0');
    db.close();
    expect([...(await origins().read(['letter', 'empty', 'other', 'none']))]).toEqual([]);
  });

  it('are not told where the file cannot be opened at the moment', async () => {
    await origins().begin('blocked', SCHEMA);
    await mkdir(`${fileOf('blocked')}-wal`);
    await expect(origins().read(['blocked'])).rejects.toThrow('unable to open database file');
  });

  it('begin with a file that is whole, whatever was left of an attempt', async () => {
    await writeFile(`${fileOf('again')}.new`, 'half of one');
    await origins().begin('again', SCHEMA);
    expect([...(await origins().read(['again']))]).toEqual([['again', { schema: SCHEMA }]]);
    expect((await readdir(folder)).filter((file) => file.includes('again.sqlite.new'))).toEqual([]);
  });
});

withMongoServers((adapter, uri) => {
  writeAheadContract(adapter, () => MongoOrigins.connect(uri));
});
