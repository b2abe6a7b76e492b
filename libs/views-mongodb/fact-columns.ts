import type { Cell } from '#kernel/ports/views.js';
import type { Row, SeriesSchema, SumRequest, Window } from '#kernel/ports/views-schema.js';
import type { Dictionary } from './dictionary.js';

/** Days may lie up to this far before 1970: index of a day in a table of windows. */
type WindowOf = (day: number) => number;

/** The facts of one series in memory, column by column; only ever added to. */
export class FactColumns {
  readonly valid: number[] = [];
  private readonly recorded: number[] = [];
  private readonly mark: number[] = [];
  private readonly customer: number[] = [];
  private readonly record: number[] = [];
  private readonly dimensions: number[][];
  private readonly measures: bigint[][];

  constructor(
    readonly schema: SeriesSchema,
    private readonly dictionary: Dictionary,
  ) {
    this.dimensions = schema.dimensions.map(() => []);
    this.measures = Object.keys(schema.measures).map(() => []);
  }

  add(row: Row): void {
    this.valid.push(row.valid);
    this.recorded.push(row.recorded);
    this.mark.push(row.mark);
    this.customer.push(this.dictionary.numberOf(row.customer));
    this.record.push(this.dictionary.numberOf(row.record));
    for (const [i, column] of this.dimensions.entries()) column.push(this.dictionary.numberOf(row.dimensions[i] ?? ''));
    for (const [i, column] of this.measures.entries()) column.push(row.measures[i] ?? 0n);
  }

  rows(): Iterable<Row> {
    return this.valid.map((_, index) => this.row(index));
  }

  get length(): number {
    return this.valid.length;
  }

  /** @param length how many of the facts, in the order they came, are looked at */
  sum(request: SumRequest, length: number): readonly Cell[] {
    const windowOf = windowsOf(request.windows);
    const groups = request.group.map((name) => this.column(name));
    const filters = Object.entries(request.where).map(([name, values]) => ({
      column: this.column(name),
      allowed: new Set(values.map((value) => this.dictionary.find(value))),
    }));
    const names = Object.keys(this.schema.measures);
    const measures = request.measures.map((name) => this.measures[names.indexOf(name)] ?? []);
    const cells = new Cells(request, groups, measures, this.dictionary.count);
    const recordedTo = request.recordedTo ?? Infinity;
    for (let i = 0; i < length; i++) {
      const window = windowOf(this.valid[i] as number);
      if (window < 0 || (this.recorded[i] as number) > recordedTo) continue;
      if (request.markBeforeWindow === true && (this.mark[i] as number) >= (request.windows[window]?.from ?? Infinity))
        continue;
      if (!filters.every(({ column, allowed }) => allowed.has(column[i] as number))) continue;
      if (request.distinct === undefined) cells.add(window, i);
      else cells.addMember(window, i, this.column(request.distinct)[i] as number);
    }
    return cells.list((name, value) => (name === 'day' ? String(value) : this.dictionary.wordOf(value)));
  }

  private column(name: string): readonly number[] {
    if (name === 'customer') return this.customer;
    if (name === 'record') return this.record;
    if (name === 'day') return this.valid;
    return this.dimensions[this.schema.dimensions.indexOf(name)] ?? [];
  }

  private row(index: number): Row {
    return {
      series: this.schema.name,
      valid: this.valid[index] as number,
      recorded: this.recorded[index] as number,
      mark: this.mark[index] as number,
      customer: this.dictionary.wordOf(this.customer[index] as number),
      record: this.dictionary.wordOf(this.record[index] as number),
      dimensions: this.dimensions.map((column) => this.dictionary.wordOf(column[index] as number)),
      measures: this.measures.map((column) => column[index] as bigint),
    };
  }
}

interface Found {
  readonly window: number;
  readonly group: readonly number[];
  readonly sums: bigint[];
  /** What each customer or record comes to, where distinct ones are counted. */
  readonly members: Map<number, bigint>;
}

/** Sums per window and group. */
class Cells {
  private readonly found = new Map<number | string, Found>();
  private readonly radix: number;

  constructor(
    private readonly request: SumRequest,
    private readonly groups: readonly (readonly number[])[],
    private readonly measures: readonly (readonly bigint[])[],
    words: number,
  ) {
    // A whole number is much the faster key, as long as it is exact; days may be negative and are no words.
    const isExact = request.windows.length * words ** groups.length < Number.MAX_SAFE_INTEGER;
    this.radix = isExact && !request.group.includes('day') ? words : 0;
  }

  add(window: number, row: number): void {
    const { sums } = this.cell(window, row);
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] as bigint) + (this.measures[i]?.[row] as bigint);
  }

  addMember(window: number, row: number, member: number): void {
    const { members } = this.cell(window, row);
    members.set(member, (members.get(member) ?? 0n) + (this.measures[0]?.[row] as bigint));
  }

  list(wordOf: (name: string, value: number) => string): readonly Cell[] {
    const { group: names, distinct } = this.request;
    return [...this.found.values()]
      .map(({ window, group, sums, members }) => ({
        window,
        group: group.map((value, i) => wordOf(names[i] ?? '', value)),
        sums: distinct === undefined ? sums : [BigInt([...members.values()].filter((sum) => sum > 0n).length)],
      }))
      .filter(({ sums }) => sums.some((sum) => sum !== 0n));
  }

  private cell(window: number, row: number): Found {
    const key = this.keyOf(window, row);
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const group = this.groups.map((column) => column[row] as number);
    const cell = { window, group, sums: new Array<bigint>(this.measures.length).fill(0n), members: new Map() };
    this.found.set(key, cell);
    return cell;
  }

  private keyOf(window: number, row: number): number | string {
    if (this.radix === 0) return `${String(window)} ${this.groups.map((column) => column[row]).join(' ')}`;
    let key = window;
    for (const column of this.groups) key = key * this.radix + (column[row] as number);
    return key;
  }
}

/** Windows do not overlap and ascend, so a day's is found by halving. */
function windowsOf(windows: readonly Window[]): WindowOf {
  return (day) => {
    let low = 0;
    let high = windows.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { from = -Infinity, to } = windows[middle] as Window;
      if (day < from) high = middle - 1;
      else if (day > to) low = middle + 1;
      else return middle;
    }
    return -1;
  };
}
