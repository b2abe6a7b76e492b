import { deserialize, serialize } from 'node:v8';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellsOf, columnsIn, columnsOf, columnSums } from './cell-columns.js';
import type { Cell, CellColumns } from './views.js';

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

const sent = (of: readonly Cell[]) => deserialize(serialize(columnsOf(of))) as CellColumns;

it('are after the way to another process what they were before it', () => {
  fc.assert(
    fc.property(cells, (of) => {
      expect(cellsOf(sent(of))).toEqual(of);
    }),
  );
});

it('are both what sums have, whichever of them they were made of', () => {
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 3 }), (answers) => {
      const columns = answers.map((one) => columnsOf(one));
      const made = columnSums(7, columns);
      expect([made.position, made.cells]).toEqual([7, answers]);
      expect(columnsIn(made)).toBe(columns);
      expect(columnsIn({ position: 7, cells: answers })).toEqual(columns);
    }),
  );
});

it('have a step now and again, which ends the work by what it throws', () => {
  const many = Array.from({ length: 100_000 }, (_, i): Cell => ({ window: 0, group: [`c${String(i)}`], sums: [1n] }));
  const columns = sent(many);
  let steps = 0;
  expect(
    cellsOf(columns, () => {
      steps++;
    }),
  ).toHaveLength(many.length);
  expect(steps).toBe(10);
  const gone = new Error('nobody waits for the answer any more');
  const ends = () => {
    throw gone;
  };
  expect(() => cellsOf(columns, ends)).toThrow(gone);
  expect(() => columnsOf(many, ends)).toThrow(gone);
});
