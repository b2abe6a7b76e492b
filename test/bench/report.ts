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

type Table = readonly (readonly string[])[];

/** What was printed since the start, for the page that is made at the end: single figures, and tables that have heads of their own. */
const printed: Measured[] = [];
const tables: { readonly title: string; readonly rows: Table }[] = [];

export function print(measured: Measured): void {
  printed.push(measured);
  const { what, reached, unit, target } = measured;
  const others = besides(measured).map((one) => `, ${one}`);
  process.stdout.write(`${what}: ${shown(reached)} ${unit}${others.join('')} (target ${target})\n`);
}

/** What is being done now, on stderr, with the seconds since the start: for whoever waits. */
export function tell(what: string): void {
  process.stderr.write(
    `${Math.round(performance.now() / 1000)
      .toString()
      .padStart(5)} s: ${what}\n`,
  );
}

/** @param rows the first is the head */
export function printTable(title: string, rows: Table): void {
  tables.push({ title, rows });
  process.stdout.write(`${title}\n\n${markdownOf(rows)}\n`);
}

/** Everything that was printed, as a part of a page. */
export function markdown(): string {
  const single = printed.map((one) => [
    one.what,
    `${shown(one.reached)} ${one.unit}`,
    besides(one).join('; '),
    one.target,
  ]);
  const head = ['what', 'reached', 'floor and peers', 'target'];
  return [{ title: 'Single figures', rows: [head, ...single] }, ...tables]
    .map(({ title, rows }) => `### ${title}\n\n${markdownOf(rows)}`)
    .join('\n');
}

function markdownOf([head = [], ...rows]: Table): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}

/** The floor and the peers, each with how many times of it was reached. */
function besides({ reached, unit, floor, peers = [] }: Measured): readonly string[] {
  const all = [...(floor === undefined ? [] : [{ name: 'floor', reached: floor }]), ...peers];
  return all.map((one) => `${one.name} ${shown(one.reached)} ${unit}, ratio ${(reached / one.reached).toFixed(2)}`);
}

export function shown(figure: number): string {
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
