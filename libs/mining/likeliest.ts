import { NEVER_ENDS, type OnStep } from './long-work.js';
import { quasiNewton, type Slope } from './quasi-newton.js';

/** Logarithms of parameters are looked for between -FARTHEST and FARTHEST of where the search starts. */
const FARTHEST = 10;

export interface LikeliestFit {
  readonly parameters: readonly number[];
  readonly logLikelihood: number;
  /** A parameter went as far as it is let: customers are too few or too much alike to say where it lies. */
  readonly isAtEdge: boolean;
}

/**
 * The parameters, all positive, under which what was seen is likeliest: looked for on their logarithms.
 * @param logLikelihood with its slope along each parameter @param start about of which size each is
 */
export function likeliest(
  logLikelihood: (parameters: readonly number[]) => Slope,
  start: readonly number[],
  onStep: OnStep = NEVER_ENDS,
): LikeliestFit {
  const parametersOf = (logs: readonly number[]) => logs.map((log, i) => (start[i] as number) * Math.exp(log));
  const cost = (logs: readonly number[]): Slope => {
    onStep();
    const parameters = parametersOf(logs);
    const { value, gradient } = logLikelihood(parameters);
    return { value: -value, gradient: gradient.map((rise, i) => -rise * (parameters[i] as number)) };
  };
  const zeros = start.map(() => 0);
  const { x, value } = quasiNewton(cost, zeros, { bound: FARTHEST });
  return {
    parameters: parametersOf(x),
    logLikelihood: -value,
    isAtEdge: x.some((log) => Math.abs(log) > FARTHEST - 1),
  };
}
