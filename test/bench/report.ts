/** What another program took for the same in the same run. */
export interface Peer {
  readonly name: string;
  readonly reached: number;
}

/** One measured figure beside the floor and the peers of the same run and the target. */
export interface Measured {
  readonly what: string;
  readonly reached: number;
  readonly unit: string;
  /** What the machine can do at most, measured in the same run. */
  readonly floor?: number;
  readonly peers?: readonly Peer[];
  readonly target: string;
}

/** What was printed since the start, for the table at the end. */
const printed: Measured[] = [];

export function print(measured: Measured): void {
  printed.push(measured);
  const { what, reached, unit, target } = measured;
  const others = besides(measured).map((one) => `, ${one}`);
  process.stdout.write(`${what}: ${shown(reached)} ${unit}${others.join('')} (target ${target})\n`);
}

/** Everything that was printed as a table of a page. */
export function markdown(): string {
  const rows = printed.map((one) => [
    one.what,
    `${shown(one.reached)} ${one.unit}`,
    besides(one).join('; '),
    one.target,
  ]);
  return [['what', 'reached', 'floor and peers', 'target'], ['---', '---', '---', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |\n`)
    .join('');
}

/** The floor and the peers, each with how many times of it was reached. */
function besides({ reached, unit, floor, peers = [] }: Measured): readonly string[] {
  const all = [...(floor === undefined ? [] : [{ name: 'floor', reached: floor }]), ...peers];
  return all.map((one) => `${one.name} ${shown(one.reached)} ${unit}, ratio ${(reached / one.reached).toFixed(2)}`);
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
