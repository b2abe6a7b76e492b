/** One measured figure beside the floor of the same run and the target. */
export interface Measured {
  readonly what: string;
  readonly reached: number;
  readonly unit: string;
  /** What the machine can do at most, measured in the same run. */
  readonly floor?: number;
  readonly target: string;
}

export function print({ what, reached, unit, floor, target }: Measured): void {
  const ratio = floor === undefined ? '' : `, floor ${shown(floor)} ${unit}, ratio ${(reached / floor).toFixed(2)}`;
  process.stdout.write(`${what}: ${shown(reached)} ${unit}${ratio} (target ${target})\n`);
}

function shown(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toFixed(2);
}

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Seconds that something takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
