import { expect, it } from '@jest/globals';
import { quasiNewton, type Slope } from './quasi-newton.js';

const valley = ([x = 0, y = 0]: readonly number[]): Slope => ({
  value: (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
});

it('finds the bottom of a bent valley, and of a bowl in four dimensions', () => {
  const { x } = quasiNewton(valley, [-1.2, 1], { bound: 10 });
  expect(x[0]).toBeCloseTo(1, 9);
  expect(x[1]).toBeCloseTo(1, 9);
  const bowl = quasiNewton(
    (at) => ({
      value: at.reduce((sum, value, i) => sum + (i + 1) * (value - i) ** 2, 3),
      gradient: at.map((value, i) => 2 * (i + 1) * (value - i)),
    }),
    [9, 9, 9, 9],
    { bound: 10 },
  );
  expect(bowl.value).toBeCloseTo(3, 12);
});

it('goes along the side of the box where the bottom lies outside, and ends however flat it is', () => {
  const { x, value } = quasiNewton(valley, [-1.2, 0.2], { bound: 0.5 });
  const [side = NaN, up = NaN] = x;
  expect(side).toBeCloseTo(0.5, 2);
  expect(up).toBeCloseTo(side ** 2, 9);
  expect(value).toBeCloseTo(0.25, 2);
  expect(quasiNewton(() => ({ value: 7, gradient: [0, 0] }), [1, 2], { bound: 10 })).toMatchObject({ value: 7 });
});

it('takes few looks, and goes nowhere the function has no number', () => {
  let looks = 0;
  const root = ([x = 0]: readonly number[]): Slope => {
    looks++;
    return { value: x <= 0 ? NaN : x - Math.sqrt(x), gradient: [1 - 0.5 / Math.sqrt(x)] };
  };
  expect(quasiNewton(root, [4], { bound: 10 }).x[0]).toBeCloseTo(0.25, 9);
  expect(looks).toBeLessThan(25);
});
