export interface NelderMeadOptions {
  /** How far the first points lie from the start, along each axis. */
  readonly step?: number;
  /** It ends when the values of all points lie this close together, relative to their size. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

export interface Minimum {
  readonly x: readonly number[];
  readonly value: number;
}

/**
 * A minimum near the start, by nothing but values of the function (Nelder and Mead 1965, with their coefficients 1, 2, 1/2, 1/2). The same
 * steps each time. Where the function has no number it counts as infinite, so that it can be bounded.
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-12, maxIterations = 2_000 }: NelderMeadOptions = {},
): Minimum {
  const at = (x: readonly number[]): Minimum => {
    const value = f(x);
    return { x, value: Number.isNaN(value) ? Infinity : value };
  };
  const corners = start.map((_, axis) => start.map((value, i) => (i === axis ? value + step : value)));
  let simplex = [start, ...corners].map(at).sort(byValue);
  for (let round = 0; round < maxIterations && !isSettled(simplex, tolerance); round++) simplex = moved(simplex, at);
  return simplex[0] as Minimum;
}

type At = (x: readonly number[]) => Minimum;

const byValue = (a: Minimum, b: Minimum): number => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

function isSettled(simplex: readonly Minimum[], tolerance: number): boolean {
  const [best, worst] = [simplex[0]?.value ?? 0, simplex.at(-1)?.value ?? 0];
  return worst - best <= tolerance * (Math.abs(best) + tolerance);
}

/** The worst point goes through the middle of the others, further or less far; where none of it helps, all come closer to the best. */
function moved(simplex: readonly Minimum[], at: At): Minimum[] {
  const best = simplex[0] as Minimum;
  const worst = simplex.at(-1) as Minimum;
  const others = simplex.slice(0, -1);
  const middle = best.x.map((_, i) => others.reduce((sum, { x }) => sum + (x[i] as number), 0) / others.length);
  const along = (share: number): Minimum => at(middle.map((m, i) => m + share * (m - (worst.x[i] as number))));
  const found = better(others, worst, along);
  if (found !== undefined) return [...others, found].sort(byValue);
  const closer = simplex.slice(1).map(({ x }) => at(x.map((value, i) => ((best.x[i] as number) + value) / 2)));
  return [best, ...closer].sort(byValue);
}

function better(others: readonly Minimum[], worst: Minimum, along: (share: number) => Minimum): Minimum | undefined {
  const reflected = along(1);
  if (reflected.value < (others[0]?.value ?? Infinity)) {
    const expanded = along(2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < (others.at(-1)?.value ?? Infinity)) return reflected;
  const isOutside = reflected.value < worst.value;
  const contracted = along(isOutside ? 0.5 : -0.5);
  return contracted.value < (isOutside ? reflected.value : worst.value) ? contracted : undefined;
}
