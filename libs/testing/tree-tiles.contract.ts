import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { KeptTile, TreeTiles } from '#kernel/ports/tree-tiles.js';

/** A store under test, empty to begin with. */
export interface TreeTilesUnderTest {
  /** One more look at the same tiles. */
  open(): Promise<TreeTiles>;
  remove(): Promise<void>;
}

/** The law of the TreeTiles port. */
export function treeTilesContract(name: string, prepare: () => Promise<TreeTilesUnderTest>): void {
  describe(`${name}, a store of tiles`, () => {
    let tested: TreeTilesUnderTest;
    let tiles: TreeTiles;
    let elsewhere: TreeTiles;
    beforeEach(async () => {
      tested = await prepare();
      tiles = await tested.open();
      elsewhere = await tested.open();
    });
    afterEach(() => tested.remove());

    const above = (level: number, number: number, width: number): KeptTile => ({
      ...{ level, number, hashes: Buffer.alloc(width * 32, level + number + 1) },
    });
    /** Events at 1,000, 2,000, …; 256 of them in each tile. Beyond 32 bits, as positions of a server are. */
    const leaves = (number: number, width: number): KeptTile => {
      const positions = Array.from({ length: width }, (_, i) => 2 ** 40 + (number * 256 + i + 1) * 1_000);
      const last = { id: `e-${String(width)}`, stream: 'book', revision: width - 1, position: positions.at(-1) ?? 0 };
      return { ...above(0, number, width), leaves: { positions, last } };
    };

    it('gives whoever looks elsewhere what was put', async () => {
      expect([await tiles.generation(), await tiles.last(0), await tiles.tile(0, 0, 0)]).toEqual([
        0,
        undefined,
        undefined,
      ]);
      await tiles.put(0, [above(1, 0, 1), leaves(0, 256), leaves(1, 5)]);
      expect(await elsewhere.tile(0, 1, 0)).toEqual(above(1, 0, 1));
      expect(await elsewhere.tile(0, 0, 0)).toEqual(leaves(0, 256));
      expect(await elsewhere.last(0)).toEqual(leaves(1, 5));
      const around = async (position: number) => (await elsewhere.around(0, 2 ** 40 + position))?.number;
      expect([
        await around(999),
        await around(1_000),
        await around(256_500),
        await around(257_000),
        await around(9e9),
      ]).toEqual([undefined, 0, 0, 1, 1]);
    });

    it('lets a tile grow, and never shrink', async () => {
      await tiles.put(0, [leaves(0, 3)]);
      await Promise.all([
        tiles.put(0, [leaves(0, 9)]),
        elsewhere.put(0, [leaves(0, 5)]),
        elsewhere.put(0, [leaves(0, 2)]),
      ]);
      expect(await tiles.last(0)).toEqual(leaves(0, 9));
    });

    it('begins anew once for all who ask for it, with nothing', async () => {
      await tiles.put(0, [leaves(0, 256), above(1, 0, 1)]);
      await Promise.all([tiles.beginAnew(0), elsewhere.beginAnew(0)]);
      expect([await tiles.generation(), await elsewhere.last(1), await elsewhere.tile(1, 1, 0)]).toEqual([
        1,
        undefined,
        undefined,
      ]);
      await elsewhere.put(1, [leaves(0, 2)]);
      await tiles.beginAnew(0);
      // One who has not heard of it.
      await tiles.put(0, [leaves(0, 7)]);
      expect([await tiles.generation(), await elsewhere.last(1)]).toEqual([1, leaves(0, 2)]);
      await tiles.beginAnew(1);
      expect([await elsewhere.generation(), await elsewhere.last(2)]).toEqual([2, undefined]);
    });
  });
}
