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
  const table = tableOf(rows, outcomes, onStep);
  let at: readonly number[] = [Math.log(share / (1 - share)), ...Array.from({ length: table.size - 1 }, () => 0)];
  const slopesAt = (point: readonly number[]): Slopes => slopes(point, table, ridge, onStep);
  let here = slopesAt(at);
  for (let count = 0; count < MOST_STEPS; count++) {
    const step = solved(here.curvature, here.gradient);
    if (step === undefined) break;
    const largest = Math.max(...step.map(Math.abs));
    let size = 1;
    let next = moved(at, step, size);
    let found = slopesAt(next);
    // Near the top what is gained is less than rounding, and a whole step is right.
    for (let halved = 0; largest > NEAR && found.value < here.value && halved < MOST_HALVINGS; halved++) {
      size /= 2;
      next = moved(at, step, size);
      found = slopesAt(next);
    }
    [at, here] = [next, found];
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

/** Rows with a 1 before each, one after another, and whether what each is of came: 1 or 0. */
interface Table {
  readonly size: number;
  readonly cells: Float64Array;
  readonly came: Uint8Array;
}

function tableOf(rows: readonly (readonly number[])[], outcomes: readonly boolean[], onStep: OnStep): Table {
  const size = 1 + (rows[0]?.length ?? 0);
  const cells = new Float64Array(rows.length * size);
  for (const [from, to] of strides(rows.length, onStep))
    for (let i = from; i < to; i++) {
      cells[i * size] = 1;
      cells.set(rows[i] ?? [], i * size + 1);
    }
  return { size, cells, came: Uint8Array.from(outcomes, Number) };
}

/** The logarithm of the likelihood, less the ridge, and how it rises and bends. */
interface Slopes {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly curvature: readonly (readonly number[])[];
}

function slopes(point: readonly number[], { size, cells, came }: Table, ridge: number, onStep: OnStep): Slopes {
  const at = Float64Array.from(point);
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  let value = 0;
  for (const [from, to] of strides(came.length, onStep))
    for (let i = from; i < to; i++) {
      const row = i * size;
      let score = 0;
      for (let j = 0; j < size; j++) score += (at[j] as number) * (cells[row + j] as number);
      const small = Math.exp(-Math.abs(score));
      const probability = score >= 0 ? 1 / (1 + small) : small / (1 + small);
      // log of the probability of what came, exact where exp would be infinite.
      value -= Math.log1p(small) + (score >= 0 === (came[i] === 1) ? 0 : Math.abs(score));
      const miss = (came[i] as number) - probability;
      const weight = probability * (1 - probability);
      for (let j = 0; j < size; j++) {
        const own = cells[row + j] as number;
        if (own === 0) continue;
        gradient[j] = (gradient[j] as number) + own * miss;
        const share = weight * own;
        for (let k = 0; k <= j; k++)
          curvature[j * size + k] = (curvature[j * size + k] as number) + share * (cells[row + k] as number);
      }
    }
  return lessRidge({ value, gradient, curvature }, point, ridge);
}

/** Of the curvature, of which one half is filled, the whole. */
function lessRidge(
  { value, gradient, curvature }: { value: number; gradient: Float64Array; curvature: Float64Array },
  at: readonly number[],
  ridge: number,
): Slopes {
  const size = at.length;
  const penalty = (j: number): number => (j === 0 ? 0 : ridge);
  return {
    value: value - (ridge / 2) * at.slice(1).reduce((squares, weight) => squares + weight ** 2, 0),
    gradient: Array.from(gradient, (rise, j) => rise - penalty(j) * (at[j] ?? 0)),
    curvature: Array.from({ length: size }, (_, j) =>
      Array.from({ length: size }, (__, k) => {
        const cell = j >= k ? j * size + k : k * size + j;
        return (curvature[cell] ?? 0) + (j === k ? penalty(j) : 0);
      }),
    ),
  };
}
