import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextEventId } from '#kernel/event-ids.js';
import { logEntry } from '#kernel/log-entry.js';
import { textsOf } from '#kernel/ports/append-size.js';
import type { KeptTile } from '#kernel/ports/tree-tiles.js';
import { MemoryEventLog } from '#log-memory/memory-event-log.js';
import { isConsistent, isIncluded } from '#merkle/check-proofs.js';
import { leafHash } from '#merkle/hashes.js';
import { KeptTree } from '#merkle/kept-tree.js';
import { MemoryTreeTiles } from '#testing/memory-tree-tiles.js';
import { cases } from '#testing/night.js';
import { TiledLogTree } from './tiled-log-tree.js';
import { TreeGrowth } from './tree-growth.js';

/** Positions of a store that counts bytes. */
const APART = 100;

/** Dies between two tiles when it is told to. */
class MortalTiles extends MemoryTreeTiles {
  /** Tiles that can still be put. */
  left = Infinity;

  override async put(generation: number, tiles: readonly KeptTile[]): Promise<void> {
    for (const tile of tiles) {
      if (this.left-- <= 0) throw new Error('killed');
      await super.put(generation, [tile]);
    }
  }
}

/** A log whose positions are far apart. */
class FarApart extends MemoryEventLog {
  override async readAll(after: number, limit: number) {
    const found = await super.readAll(after / APART, limit);
    return found.map((event) => ({ ...event, position: event.position * APART }));
  }

  override async readStream(stream: string, fromRevision?: number) {
    const found = await super.readStream(stream, fromRevision);
    return found.map((event) => ({ ...event, position: event.position * APART }));
  }

  /** As many events in one stream. */
  async add(count: number): Promise<void> {
    const time = { occurredAt: '2024-01-01T00:00:00.000Z', schema: 1, key: 'k', claim: 'c', hash: '', envelope: {} };
    const events = Array.from({ length: count }, (_, i) => ({
      ...{ id: nextEventId(), type: 'Tested', data: { i }, ...time },
    }));
    await this.append(`s-${nextEventId()}`, 'none', events);
  }
}

async function expectWhole(log: FarApart, tiles: MortalTiles): Promise<void> {
  const tree = new TiledLogTree(log, tiles);
  const events = await log.readAll(0, 1_000_000);
  const right = new KeptTree();
  for (const [i, event] of events.entries()) right.add(leafHash(logEntry(i, event, textsOf(event))));
  const size = await tree.size();
  expect(size).toBe(events.length);
  const head = { size, root: await tree.root(size) };
  expect(head.root).toEqual(right.root(size));
  for (const index of [0, Math.floor(size / 2), size - 1]) {
    const event = events[index];
    if (event === undefined) throw new Error('no such event');
    expect([await tree.indexOf(event.position), await tree.indexOf(event.position + 1)]).toEqual([index, undefined]);
    const [tile, place] = [Math.floor(index / 256), index % 256];
    const entry = (await tree.entries(tile, place + 1))?.[place] ?? '';
    expect(isIncluded(leafHash(entry), index, head, await tree.inclusionProof(index, size))).toBe(true);
    const earlier = { size: index + 1, root: await tree.root(index + 1) };
    expect(earlier.root).toEqual(right.root(index + 1));
    expect(isConsistent(earlier, head, await tree.consistencyProof(index + 1, size))).toBe(true);
  }
  await expect(tree.root(size + 1)).rejects.toThrow(RangeError);
  expect(await tree.indexOf((size + 1) * APART)).toBeUndefined();
}

const what = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('add' as const), count: fc.integer({ min: 1, max: 700 }) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('step' as const), who: fc.nat({ max: 1 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('die' as const), who: fc.nat({ max: 1 }), tiles: fc.nat({ max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('put back' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
);

describe('the tree that follows a log', () => {
  it('is the one of its events, whoever adds them, dies between two tiles or meets a log that was put back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(what, { minLength: 1, maxLength: 12 }), async (steps) => {
        const log = new FarApart(() => new Date(0));
        const tiles = new MortalTiles();
        await log.add(3);
        const relays = [new TreeGrowth(log, tiles), new TreeGrowth(log, tiles)];
        for (const step of steps)
          if (step.does === 'add') await log.add(step.count);
          else if (step.does === 'step') await relays[step.who]?.step();
          else if (step.does === 'die') {
            tiles.left = step.tiles;
            await relays[step.who]?.step().catch(() => undefined);
            tiles.left = Infinity;
          } else {
            log.keep(Math.ceil((await log.tail()) * step.share));
            await log.add(2);
          }
        await expectWhole(log, tiles);
      }),
      { numRuns: cases({ day: 25, night: 400 }) },
    );
  });

  it('is begun anew when it is asked to, by one of several', async () => {
    const log = new FarApart(() => new Date(0));
    const tiles = new MortalTiles();
    await log.add(300);
    const [one, other] = [new TiledLogTree(log, tiles), new TiledLogTree(log, tiles)];
    await Promise.all([one.size(), other.size()]);
    await Promise.all([one.remake(), other.catchUp()]);
    expect(await tiles.generation()).toBe(1);
    await expectWhole(log, tiles);
  });
});
