import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stepsOf } from './waterfall-steps.js';

const definitions = { lifecycle: 'default', tiers: 'default' };
const PARTS = ['new', 'late', 'refunds', 'voids', 'policies'] as const;

function explanation(a: number, changes: readonly number[]) {
  const parts = PARTS.map((part, i) => ({ part, change: changes[i] ?? 0, count: 1, records: [], next: null }));
  const change = changes.reduce((sum, one) => sum + one, 0);
  return {
    metric: 'orders',
    unit: 'orders',
    a,
    b: a + change,
    change,
    definitions: { a: definitions, b: definitions },
    parts,
  };
}

describe('the steps from one figure to another', () => {
  it('begin where the one before ends, and lead to the second figure', () => {
    expect(
      stepsOf(explanation(100, [20, 30, -50, 0, 0])).map(({ part, from, to }) => [part, from * 150, to * 150]),
    ).toEqual([
      ['a', 0, 100],
      ['new', 100, 120],
      ['late', 120, 150],
      ['refunds', 150, 100],
      ['voids', 100, 100],
      ['policies', 100, 100],
      ['b', 0, 100],
    ]);
  });

  it('have room for all of them, below nothing too', () => {
    const figure = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(figure, fc.array(figure, { minLength: 5, maxLength: 5 }), (a, changes) => {
        for (const { from, to } of stepsOf(explanation(a, changes)))
          for (const share of [from, to]) expect(share >= 0 && share <= 1).toBe(true);
      }),
    );
  });
});
