const UPPER = [2.515517, 0.802853, 0.010328] as const;
const LOWER = [1.432788, 0.189269, 0.001308] as const;

/**
 * How many standard deviations a normal distribution has below a share of it; to 0.00045 (Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 26.2.23). @param share at least 0.5 and below 1
 */
export function normalQuantile(share: number): number {
  const t = Math.sqrt(-2 * Math.log(1 - share));
  const [a, b, c] = UPPER;
  const [d, e, f] = LOWER;
  return t - (a + t * (b + t * c)) / (1 + t * (d + t * (e + t * f)));
}
