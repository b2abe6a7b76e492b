import { deserialize, serialize } from 'node:v8';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Cell } from '#kernel/ports/views.js';
import { packed, unpacked, type PackedCells } from './packed-cells.js';

const STAYS = (): void => undefined;
const text = fc.oneof(fc.constantFrom('', 'north', 'south'), fc.string({ unit: 'grapheme' }));
const sum = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt());
/** Cells of one request: all have as many groups and sums. */
const cells = fc.tuple(fc.nat(3), fc.nat(3)).chain(([groups, sums]) =>
  fc.array(
    fc.record({
      window: fc.nat(100),
      group: fc.array(text, { minLength: groups, maxLength: groups }),
      sums: fc.array(sum, { minLength: sums, maxLength: sums }),
    }),
  ),
);

const sent = async (of: readonly Cell[]) => deserialize(serialize(await packed(of))) as PackedCells;

it('are after the way what they were before it', async () => {
  await fc.assert(
    fc.asyncProperty(cells, async (of) => {
      expect(unpacked(await sent(of), STAYS)).toEqual(of);
    }),
  );
});

it('hold up nobody for long, however many there are', async () => {
  const many = Array.from({ length: 100_000 }, (_, i): Cell => ({ window: 0, group: [`c${String(i)}`], sums: [1n] }));
  let turns = 0;
  const turn = (): void => {
    turns++;
    running = setImmediate(turn);
  };
  let running = setImmediate(turn);
  const way = await sent(many);
  clearImmediate(running);
  expect(turns).toBeGreaterThanOrEqual(9);
  let steps = 0;
  expect(
    unpacked(way, () => {
      steps++;
    }),
  ).toHaveLength(many.length);
  expect(steps).toBe(10);
  const gone = new Error('nobody waits for the answer any more');
  expect(() =>
    unpacked(way, () => {
      throw gone;
    }),
  ).toThrow(gone);
});
