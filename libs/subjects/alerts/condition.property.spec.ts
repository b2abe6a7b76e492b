import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Condition } from './alert-rule.js';
import { leastAndMost, mayHold, verdictOf } from './condition.js';

const decimals = fc.integer({ min: -40, max: 40 }).map((quarters) => String(quarters / 4));
const bounds = fc.tuple(decimals, decimals).map((two) => two.toSorted((a, b) => Number(a) - Number(b)));
const conditions = fc.oneof(
  fc.record({ above: decimals }),
  fc.record({ below: decimals }),
  fc.record({ outside: bounds }),
  fc.record({ inside: bounds }),
) as fc.Arbitrary<Condition>;
const figures = fc.array(fc.oneof(decimals, fc.integer({ min: -10, max: 10 }), fc.constant(null)), { maxLength: 8 });

it('is never passed over where it holds of one of the figures, and is where it holds of none so far out', () => {
  fc.assert(
    fc.property(conditions, figures, (condition, values) => {
      const extent = leastAndMost(values);
      const holds = values.some((value) => verdictOf({ condition }, { value }) === 'holds');
      const may = extent !== undefined && mayHold({ condition }, extent);
      expect(holds && !may).toBe(false);
      // Of one figure the two are the same question.
      const told = values.map((value) => {
        const alone = leastAndMost([value]);
        return alone !== undefined && mayHold({ condition }, alone);
      });
      expect(told).toEqual(values.map((value) => verdictOf({ condition }, { value }) === 'holds'));
    }),
  );
});

it('cannot be told of ratios, which are compared as they are', () => {
  expect(leastAndMost(['1', 0.5])).toBe(undefined);
  expect(leastAndMost([null])).toBe(undefined);
  expect(leastAndMost(['10', null, '9.5', 11])).toEqual(['9.5', 11]);
});
