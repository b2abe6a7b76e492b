import { seenAlike, type Repeats } from './bg-nbd-seen.js';
import { likeliest } from './likeliest.js';
import { NEVER_ENDS, type OnStep } from './long-work.js';

export type { Repeats } from './bg-nbd-seen.js';

/**
 * Purchases at a rate drawn from gamma(r, alpha), and after each purchase the customer is lost with a probability drawn from beta(a, b)
 * (Fader, Hardie and Lee 2005, "Counting your customers the easy way").
 */
export interface BgNbd {
  readonly r: number;
  /** In the unit of time that customers were seen in. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly logLikelihood: number;
  readonly isAtEdge: boolean;
}

/** Fewer who came again say nothing of four parameters. */
export const FEWEST_AGAIN = 4;

/** By maximum likelihood; undefined where fewer than `FEWEST_AGAIN` customers came again. The order of the customers is nothing to it. */
export function fitBgNbd(customers: readonly Repeats[], onStep?: OnStep): BgNbd | undefined {
  if (customers.filter(({ frequency }) => frequency > 0).length < FEWEST_AGAIN) return undefined;
  const seen = seenAlike(customers, onStep);
  const times = Float64Array.from(customers, ({ T }) => T).sort();
  const time = times.reduce((sum, T) => sum + T, 0) / times.length;
  const { parameters, ...fit } = likeliest(seen.logLikelihood, [1, Math.max(time / 4, 1e-3), 1, 1], onStep);
  const [r = NaN, alpha = NaN, a = NaN, b = NaN] = parameters;
  return { r, alpha, a, b, ...fit };
}

/** How likely a customer is not lost at the end of what was seen of it; 1 for whoever never came again, whom the model knows no loss of. */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { frequency: x, recency, T }: Repeats): number {
  if (x === 0) return 1;
  const lost = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + T) / (alpha + recency));
  return 1 / (1 + Math.exp(lost));
}

/** Of what a sum comes to, so much may be left out. */
const LITTLE = 1e-14;
/** No customer's sum is longer. */
const MOST_TERMS = 5_000_000;
/** Of a long one as many are added between two steps. */
const TERMS = 65_536;

/**
 * Purchases of a customer who is not lost in the time that comes. Were nobody ever lost, they were K, negative binomial; the j-th of them
 * happens if none before it was the last. So the sum over j of P(K > j) and of what of beta(a, b + x) stays after j of them: nothing in it is
 * negative, where the form with Gauss' hypergeometric function takes large numbers from each other. Depends on frequency and T alone.
 */
export function purchasesWhileAlive(
  { r, alpha, a, b }: BgNbd,
  { frequency, T }: Pick<Repeats, 'frequency' | 'T'>,
  horizon: number,
  onStep: OnStep = NEVER_ENDS,
): number {
  if (horizon <= 0) return 0;
  const size = r + frequency;
  const hit = horizon / (alpha + T + horizon);
  let log = size * Math.log((alpha + T) / (alpha + T + horizon));
  let beyond = -Math.expm1(log);
  let stays = 1;
  let sum = 0;
  for (let k = 0; beyond > LITTLE && k < MOST_TERMS; k++) {
    if (k % TERMS === TERMS - 1) onStep();
    const term = stays * beyond;
    sum += term;
    // What follows is at most as much as a geometric series of it.
    if (term < LITTLE * sum * (1 - hit) && k > size) break;
    stays *= (b + frequency + k) / (a + b + frequency + k);
    log += Math.log(((size + k) * hit) / (k + 1));
    beyond -= Math.exp(log);
  }
  return sum;
}
