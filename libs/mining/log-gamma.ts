/** Lanczos' coefficients for g = 7. */
const FIRST = 0.999_999_999_999_809_9;
const COEFFICIENTS = [
  676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1, -176.615_029_162_140_6,
  12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6, 1.505_632_735_149_311_6e-7,
];
const HALF_LOG_TWO_PI = 0.918_938_533_204_672_8;

/** The logarithm of the gamma function, for x > 0, to about 1e-14 of its size. */
export function logGamma(x: number): number {
  // Small ones through the next: Lanczos' series is for 1/2 and more.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x);
  const y = x - 1;
  const sum = COEFFICIENTS.reduce((total, coefficient, i) => total + coefficient / (y + i + 1), FIRST);
  const t = y + 7.5;
  return HALF_LOG_TWO_PI + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The logarithm of the beta function, for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** Of the asymptotic series of the digamma function: Bernoulli's numbers over 2 k. */
const DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760, 1 / 12];
/** From here on the series is right to the last digits. */
const LARGE = 10;

/** The slope of `logGamma`, for x > 0, to about 1e-14 of its size. */
export function digamma(x: number): number {
  let [at, below] = [x, 0];
  for (; at < LARGE; at++) below += 1 / at;
  const square = 1 / (at * at);
  const series = DIGAMMA.reduceRight((sum, coefficient) => square * (coefficient + sum), 0);
  return Math.log(at) - 1 / (2 * at) - series - below;
}
