import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { Row } from '#kernel/ports/views-schema.js';
import { arrayRows } from './array-rows.js';
import type { Dictionary } from './dictionary.js';
import { join, split } from './exact-sum.js';
import { FACT_COLUMNS, sumsOf, type SeriesLayout } from './layout.js';

/** The facts of one series: rows are only ever appended. */
export class FactTable {
  private readonly insertOne: StatementSync;

  constructor(
    private readonly db: DatabaseSync,
    readonly layout: SeriesLayout,
    private readonly dictionary: Dictionary,
  ) {
    const { table, dimensions, measureColumns } = layout;
    const columns = [...FACT_COLUMNS, ...dimensions, ...measureColumns];
    this.insertOne = db.prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`);
  }

  insert(row: Row): void {
    const values: SQLInputValue[] = [row.valid, row.recorded, row.mark, row.customer, row.record];
    for (const word of row.dimensions) values.push(this.dictionary.intern(word));
    this.layout.measures.forEach(({ columns }, i) => {
      const measure = row.measures[i] as bigint;
      if (columns.length === 1) values.push(measure);
      else if (measure === 0n) values.push(0, 0);
      else {
        const { high, low } = split(measure);
        values.push(high, low);
      }
    });
    this.insertOne.run(...values);
  }

  /** Every fact, equal keys added up, in the order of valid and recorded day, mark, customer, record and dimensions. */
  *dump(): Iterable<Row> {
    const { table, dimensions, measureColumns } = this.layout;
    const order = 'recorded, valid, mark, customer, record';
    const all = this.db.prepare(
      `SELECT ${order}, ${dimensions.join()}, ${sumsOf(measureColumns)} FROM ${table}
       GROUP BY ${order}, ${dimensions.join()} ORDER BY valid, ${order}`,
    );
    all.setReadBigInts(true);
    all.setReturnArrays(true);
    let alike: Row[] = [];
    for (const stored of arrayRows<Stored>(all.iterate())) {
      const row = this.toRow(stored);
      if (!isNotZero(row)) continue;
      if (alike[0] !== undefined && !sameButDimensions(alike[0], row)) {
        yield* alike.sort(byDimensions);
        alike = [];
      }
      alike.push(row);
    }
    yield* alike.sort(byDimensions);
  }

  private toRow([recorded, valid, mark, customer, record, ...rest]: Stored): Row {
    const { schema, dimensions, measures } = this.layout;
    let at = dimensions.length;
    return {
      series: schema.name,
      valid: Number(valid),
      recorded: Number(recorded),
      mark: Number(mark),
      customer,
      record,
      dimensions: rest.slice(0, at).map((id) => this.dictionary.wordOf(Number(id))),
      measures: measures.map(({ columns }) => {
        const first = rest[at++] as bigint;
        return columns.length === 1 ? first : join(first, rest[at++] as bigint);
      }),
    };
  }
}

type Stored = readonly [bigint, bigint, bigint, string, string, ...bigint[]];

function isNotZero({ measures }: Row): boolean {
  return measures.some((measure) => measure !== 0n);
}

function sameButDimensions(a: Row, b: Row): boolean {
  const days = a.valid === b.valid && a.recorded === b.recorded && a.mark === b.mark;
  return days && a.customer === b.customer && a.record === b.record;
}

function byDimensions(a: Row, b: Row): number {
  for (const [i, word] of a.dimensions.entries()) {
    const other = b.dimensions[i] as string;
    if (word !== other) return word < other ? -1 : 1;
  }
  return 0;
}
