import { expect, it } from '@jest/globals';
import { nelderMead } from './nelder-mead.js';

it('finds the bottom of a bent valley, and of a bowl in four dimensions', () => {
  const valley = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  const { x } = nelderMead(valley, [-1.2, 1], { tolerance: 1e-20 });
  expect(x[0]).toBeCloseTo(1, 6);
  expect(x[1]).toBeCloseTo(1, 6);
  const bowl = nelderMead((at) => at.reduce((sum, value, i) => sum + (i + 1) * (value - i) ** 2, 3), [9, 9, 9, 9]);
  expect(bowl.value).toBeCloseTo(3, 9);
});

it('stays where the function has a number, and ends however flat it is', () => {
  const bounded = nelderMead(([x = 0]) => (x < 2 ? NaN : x), [3]);
  expect(bounded.x[0]).toBeGreaterThanOrEqual(2);
  expect(bounded.value).toBeCloseTo(2, 6);
  expect(nelderMead(() => 7, [1, 2]).value).toBe(7);
  expect(nelderMead(() => Infinity, [0], { maxIterations: 5 }).value).toBe(Infinity);
});
