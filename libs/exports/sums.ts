import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import type { Cell, Row, Table, TableColumn } from '#kernel/table.js';

/** The totals of a table: those it has, or what its columns that add up come to. */
export class Sums {
  private readonly sums: bigint[];
  private readonly adding: readonly number[];

  constructor(private readonly table: Pick<Table, 'columns' | 'totals'>) {
    const { columns, totals } = table;
    this.sums = columns.map(() => 0n);
    this.adding = totals === undefined ? columns.flatMap(({ adds }, i) => (adds === true ? [i] : [])) : [];
  }

  add(row: Row): void {
    for (const i of this.adding) this.sums[i] = (this.sums[i] ?? 0n) + exact(row[i] ?? null, this.table.columns[i]);
  }

  /** Undefined where nothing is summed; null where a column has no total. */
  get totals(): Row | undefined {
    if (this.table.totals !== undefined) return this.table.totals;
    if (this.adding.length === 0) return undefined;
    return this.table.columns.map(({ type }, i) => {
      if (!this.adding.includes(i)) return null;
      const sum = this.sums[i] ?? 0n;
      return type === 'decimal' ? formatDecimal(sum) : sum;
    });
  }
}

/** Decimals in millionths, whole numbers in ones. @throws Error for what is neither */
function exact(value: Cell, column: TableColumn | undefined): bigint {
  if (value === null) return 0n;
  if (column?.type === 'decimal') return readDecimal(String(value));
  if (column?.type === 'integer') return BigInt(value);
  throw new Error(`${column?.name ?? 'a column'} is no exact number and cannot be summed`);
}
