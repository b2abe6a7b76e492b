import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logBeta, logGamma } from './log-gamma.js';

it('is the logarithm of factorials, and of the root of pi at one half', () => {
  let factorial = 0;
  for (let n = 1; n <= 170; n++) {
    factorial += Math.log(n);
    expect(logGamma(n + 1)).toBeCloseTo(factorial, 10);
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 13);
});

it('goes up by log x from x to x + 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
      const [here, next] = [logGamma(x), logGamma(x + 1)];
      expect(Math.abs(next - here - Math.log(x))).toBeLessThan(1e-13 * (20 + Math.abs(next)));
    }),
  );
});
