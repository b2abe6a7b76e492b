/** How far forecasts were from what came, in per cent of both: the mean of 200 |f - a| / (|f| + |a|); undefined of none. */
export function sMape(pairs: readonly Graded[]): number | undefined {
  return meanOf(
    pairs.map(({ mean, actual }) => {
      const both = Math.abs(mean) + Math.abs(actual);
      return both === 0 ? 0 : (200 * Math.abs(mean - actual)) / both;
    }),
  );
}

/** The mean error by that of the seasonal naive forecast a step ahead within the history; undefined where that is 0 or there is none. */
export function mase(pairs: readonly Graded[], history: readonly number[], period: number): number | undefined {
  const steps = history.slice(period).map((value, i) => Math.abs(value - (history[i] ?? 0)));
  const [scale, error] = [meanOf(steps), meanOf(pairs.map(({ mean, actual }) => Math.abs(mean - actual)))];
  return scale === undefined || scale === 0 || error === undefined ? undefined : error / scale;
}

/** What was foretold, and what came. */
export interface Graded {
  readonly mean: number;
  readonly actual: number;
}

export function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
