import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digamma, logBeta, logGamma } from './log-gamma.js';

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

it('rises as its slope says', () => {
  // Minus the constant of Euler and Mascheroni, and 2 log 2 less at one half.
  expect(digamma(1)).toBeCloseTo(-0.577_215_664_901_532_9, 13);
  expect(digamma(0.5)).toBeCloseTo(-0.577_215_664_901_532_9 - 2 * Math.LN2, 13);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
      const [here, next] = [digamma(x), digamma(x + 1)];
      expect(Math.abs(next - here - 1 / x)).toBeLessThan(1e-13 * (20 + Math.abs(here)));
      const h = 1e-4 * x;
      const rise = (logGamma(x + h) - logGamma(x - h)) / (2 * h);
      expect(Math.abs(rise - here)).toBeLessThan(1e-5 * (1 + Math.abs(here)));
    }),
  );
});
