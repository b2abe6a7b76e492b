import { logBeta } from './log-gamma.js';

/** Terms of the fraction at most: it needs about as many as the square root of the degrees of freedom. */
const MOST = 10_000;
/** In place of a divisor of 0. */
const TINY = 1e-300;

/**
 * How far to both sides of its middle a share of Student's t lies, such as 2.228 for 0.95 with 10 degrees of freedom, which may be broken;
 * the quantile of the normal distribution for many of them. To 1e-6 at least.
 */
export function studentT(share: number, degrees: number): number {
  // t² / (degrees + t²) is distributed as the beta distribution of 1/2 and degrees/2.
  let [low, high] = [0, 1];
  for (let middle = 0.5; low < middle && middle < high; middle = (low + high) / 2)
    if (incompleteBeta(middle, 0.5, degrees / 2) < share) low = middle;
    else high = middle;
  return Math.sqrt((degrees * low) / (1 - low));
}

/** The regularized incomplete beta function I_x(a, b), 0 < x < 1, by its continued fraction: DLMF 8.17.22, evaluated as Lentz does. */
function incompleteBeta(x: number, a: number, b: number): number {
  // The fraction is quick on this side only, and on the other by the symmetry of the two.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  let [c, d] = [1, 1 / divisor(1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let m = 1; m <= MOST && Math.abs(c * d - 1) > Number.EPSILON; m++)
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / divisor(1 + term * d);
      c = divisor(1 + term / c);
      fraction *= c * d;
    }
  return (Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a) * fraction;
}

function divisor(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
