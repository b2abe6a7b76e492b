import { NEVER_ENDS, strides, type OnStep } from './long-work.js';
import { solved } from './linear.js';

/** How likely something is by its features: 1 / (1 + exp(-(intercept + weights x features))). */
export interface Logistic {
  readonly intercept: number;
  readonly weights: readonly number[];
}

/** Newton's method doubles the right digits with each step: far fewer are needed. */
const MOST_STEPS = 100;
const MOST_HALVINGS = 40;
const TOLERANCE = 1e-12;
const NEAR = 1e-4;

/**
 * The weights under which the outcomes are likeliest, less ridge / 2 x the sum of squared weights, by Newton's method (reweighted least
 * squares). With a ridge above 0 there is one best fit, also where features tell the outcomes apart wholly or hang on each other.
 * @param rows features, standardized: the ridge weighs all alike @returns undefined where all outcomes are one, or there are none
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  ridge: number,
  onStep: OnStep = NEVER_ENDS,
): Logistic | undefined {
  const share = outcomes.filter(Boolean).length / outcomes.length;
  if (!(share > 0 && share < 1)) return undefined;
  const width = rows[0]?.length ?? 0;
  let at: readonly number[] = [Math.log(share / (1 - share)), ...Array.from({ length: width }, () => 0)];
  const valueAt = (point: readonly number[]): number => likelihood(point, rows, outcomes, ridge, onStep);
  let value = valueAt(at);
  for (let count = 0; count < MOST_STEPS; count++) {
    const { gradient, curvature } = derivatives(at, rows, outcomes, ridge, onStep);
    const step = solved(curvature, gradient);
    if (step === undefined) break;
    const largest = Math.max(...step.map(Math.abs));
    let size = 1;
    let next = moved(at, step, size);
    let found = valueAt(next);
    // Near the top what is gained is less than rounding, and a whole step is right.
    for (let halved = 0; largest > NEAR && found < value && halved < MOST_HALVINGS; halved++) {
      size /= 2;
      next = moved(at, step, size);
      found = valueAt(next);
    }
    [at, value] = [next, found];
    if (largest <= TOLERANCE) break;
  }
  const [intercept = 0, ...weights] = at;
  return { intercept, weights };
}

/** Between 0 and 1. */
export function probabilityBy({ intercept, weights }: Logistic, row: readonly number[]): number {
  return sigmoid(weights.reduce((sum, weight, j) => sum + weight * (row[j] ?? 0), intercept));
}

function moved(at: readonly number[], step: readonly number[], size: number): readonly number[] {
  return at.map((value, j) => value + size * (step[j] ?? 0));
}

function sigmoid(score: number): number {
  return score >= 0 ? 1 / (1 + Math.exp(-score)) : Math.exp(score) / (1 + Math.exp(score));
}

function scoreOf(at: readonly number[], row: readonly number[]): number {
  let score = at[0] ?? 0;
  for (let j = 0; j < row.length; j++) score += (at[j + 1] ?? 0) * (row[j] ?? 0);
  return score;
}

/** The logarithm of it, less the ridge. */
function likelihood(
  at: readonly number[],
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  ridge: number,
  onStep: OnStep,
): number {
  let sum = 0;
  for (const [from, to] of strides(rows.length, onStep))
    for (let i = from; i < to; i++) {
      const row = rows[i] ?? [];
      const score = outcomes[i] === true ? scoreOf(at, row) : -scoreOf(at, row);
      // log(1 / (1 + exp(-score))), exact where exp would be infinite.
      sum -= score > 0 ? Math.log1p(Math.exp(-score)) : Math.log1p(Math.exp(score)) - score;
    }
  return sum - (ridge / 2) * at.slice(1).reduce((squares, weight) => squares + weight ** 2, 0);
}

function derivatives(
  at: readonly number[],
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  ridge: number,
  onStep: OnStep,
) {
  const size = at.length;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const features = new Float64Array(size);
  const add = (row: readonly number[], came: boolean): void => {
    const probability = sigmoid(scoreOf(at, row));
    const miss = (came ? 1 : 0) - probability;
    const weight = probability * (1 - probability);
    features[0] = 1;
    for (let j = 1; j < size; j++) features[j] = row[j - 1] ?? 0;
    for (let j = 0; j < size; j++) {
      const own = features[j] ?? 0;
      gradient[j] = (gradient[j] ?? 0) + own * miss;
      for (let k = 0; k <= j; k++) {
        const cell = j * size + k;
        curvature[cell] = (curvature[cell] ?? 0) + weight * own * (features[k] ?? 0);
      }
    }
  };
  for (const [from, to] of strides(rows.length, onStep))
    for (let i = from; i < to; i++) add(rows[i] ?? [], outcomes[i] === true);
  const penalty = (j: number): number => (j === 0 ? 0 : ridge);
  return {
    gradient: Array.from(gradient, (value, j) => value - penalty(j) * (at[j] ?? 0)),
    curvature: Array.from({ length: size }, (_, j) =>
      Array.from({ length: size }, (__, k) => {
        const cell = j >= k ? j * size + k : k * size + j;
        return (curvature[cell] ?? 0) + (j === k ? penalty(j) : 0);
      }),
    ),
  };
}
