import { describe, expect, it } from '@jest/globals';
import { differenceOfMeans, differenceOfRates } from './difference.js';
import { studentT } from './student-t.js';

describe('Student’s t', () => {
  // Tables of the distribution; the last is the normal one.
  it.each([
    [1, 12.706_205],
    [2, 4.302_653],
    [5, 2.570_582],
    [10, 2.228_139],
    [30, 2.042_272],
    [100, 1.983_972],
    [1e7, 1.959_964],
  ])('of %s degrees of freedom', (degrees, expected) => {
    expect(studentT(0.95, degrees)).toBeCloseTo(expected, 5);
  });
});

describe('the difference of two rates', () => {
  // Newcombe 1998, table II, method 10: eight examples to four places.
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('of %s/%s and %s/%s', (count, of, otherCount, otherOf, low, high) => {
    const found = differenceOfRates({ count, of }, { count: otherCount, of: otherOf });
    expect([found?.low.toFixed(4), found?.high.toFixed(4)]).toEqual([low.toFixed(4), high.toFixed(4)]);
  });

  it('has no interval where one is of none', () => {
    expect(differenceOfRates({ count: 0, of: 0 }, { count: 1, of: 2 })).toBe(undefined);
  });
});

describe('the difference of two means', () => {
  it('is as of the data of Student 1908, as R has it', () => {
    // t.test(extra ~ group, data = sleep): df = 17.776, -3.3654832 to 0.2054832.
    const found = differenceOfMeans(
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
      [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    );
    expect(found?.low).toBeCloseTo(-3.365_483_2, 6);
    expect(found?.high).toBeCloseTo(0.205_483_2, 6);
  });

  it('has no interval where nothing says how much values vary', () => {
    expect(differenceOfMeans([1], [1, 2])).toBe(undefined);
    expect(differenceOfMeans([1, 1], [2, 2])).toBe(undefined);
  });
});
