import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nextEventId } from '#kernel/event-ids.js';
import type { Head, Origins } from '#kernel/ports/origins.js';
import { MemoryOrigins } from '#views-memory/memory-origins.js';
import { MongoOrigins } from '#views-mongodb/mongo-origins.js';
import { withServer } from './with-server.js';

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
      expect(await one.move(name, undefined, head(1))).toBe(false);
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

    it('go with the version', async () => {
      await one.begin(name, SCHEMA);
      await one.forget(name);
      await two.forget(name);
      expect(await of(two)).toBeUndefined();
    });
  });
}

const shared = new MemoryOrigins();
originsContract('memory', () => shared);

withServer('MONGODB_URI', (uri) => {
  originsContract('mongodb', () => MongoOrigins.connect(uri));
});
