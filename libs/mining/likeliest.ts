import { NEVER_ENDS, type OnStep } from './long-work.js';
import { nelderMead } from './nelder-mead.js';

/** Logarithms of parameters are looked for between -FARTHEST and FARTHEST of where the search starts. */
const FARTHEST = 10;

export interface LikeliestFit {
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  /** A parameter went as far as it is let: customers are too few or too much alike to say where it lies. */
  readonly isAtEdge: boolean;
}

/**
 * The parameters, all positive, under which what was seen is likeliest: looked for on their logarithms, and once more from where that
 * ended, so that a search that had collapsed goes on. @param start about of which size each is
 */
export function likeliest(
  logLikelihood: (parameters: readonly number[]) => number,
  start: readonly number[],
  onStep: OnStep = NEVER_ENDS,
): LikeliestFit {
  const parametersOf = (logs: readonly number[]) => logs.map((log, i) => (start[i] as number) * Math.exp(log));
  const cost = (logs: readonly number[]): number => {
    onStep();
    return logs.some((log) => Math.abs(log) > FARTHEST) ? Infinity : -logLikelihood(parametersOf(logs));
  };
  const zeros = start.map(() => 0);
  const { x: near } = nelderMead(cost, zeros, { step: 0.5, tolerance: 1e-9, maxIterations: 500 });
  const { x, value } = nelderMead(cost, near, { step: 0.05, tolerance: 1e-14, maxIterations: 500 });
  return {
    parameters: parametersOf(x),
    logLikelihood: -value,
    isAtEdge: x.some((log) => Math.abs(log) > FARTHEST - 1),
  };
}
