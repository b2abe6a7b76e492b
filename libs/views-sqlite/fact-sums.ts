import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Step } from '#kernel/step.js';
import type { Cell } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { arrayRows } from './array-rows.js';
import { columnsOf, joinColumns, Windows } from './cells.js';
import type { Dictionary } from './dictionary.js';
import { sumsOf, type SeriesLayout } from './layout.js';

/** Facts between two steps: a look at each would cost more than the facts. */
const FACTS_A_STEP = 4_096;

/** Answers sums from the facts themselves, in SQL: for what no rollup holds. */
export class FactSums {
  private windows = new Windows([]);
  private step: Step | undefined;
  private looked = 0;

  constructor(
    private readonly db: DatabaseSync,
    private readonly dictionary: Dictionary,
  ) {
    db.function('window_of', { deterministic: false }, (day) => this.windowOf(Number(day)));
    db.function('window_from', { deterministic: false }, (day) => this.windows.fromOf(Number(day)));
  }

  answer(layout: SeriesLayout, request: SumRequest, step?: Step): readonly Cell[] {
    this.windows = new Windows(request.windows);
    this.step = step;
    const columns = request.group.map(columnOf);
    const { conditions, values } = this.conditions(request);
    const window = request.windows.length === 1 ? '0' : 'window_of(valid)';
    const select = [window, ...columns].join();
    const grouping = ['w', ...columns].join();
    const wanted = request.measures.flatMap((name) => columnsOf(layout, name));
    const from = `FROM ${layout.table} WHERE ${conditions.join(' AND ')}`;
    const sql =
      request.distinct === undefined
        ? `SELECT ${window} AS w, ${[...columns, sumsOf(wanted)].join()} ${from} GROUP BY ${grouping}`
        : `SELECT ${grouping}, count(*) FROM (SELECT ${select.replace(window, `${window} AS w`)}, ${request.distinct} AS member ${from}
           GROUP BY ${grouping}, member HAVING sum(${String(wanted[0])}) > 0) GROUP BY ${grouping}`;
    const statement = this.db.prepare(sql);
    statement.setReadBigInts(true);
    statement.setReturnArrays(true);
    const cells = [...arrayRows<Stored>(statement.all(...values))].map((row) => this.toCell(row, layout, request));
    return cells.filter(({ window: index, sums }) => index >= 0 && sums.some((sum) => sum !== 0n));
  }

  /** Where a statement asks for a day's window, it can be ended in its middle. */
  private windowOf(day: number): number {
    if (++this.looked % FACTS_A_STEP === 0) this.step?.();
    return this.windows.indexOf(day);
  }

  private conditions(request: SumRequest): { conditions: readonly string[]; values: readonly SQLInputValue[] } {
    const conditions = ['valid <= ?'];
    const values: SQLInputValue[] = [this.windows.last];
    const first = request.windows[0]?.from;
    if (first !== undefined) {
      conditions.push('valid >= ?');
      values.push(first);
    }
    if (request.recordedTo !== undefined) {
      conditions.push('recorded <= ?');
      values.push(request.recordedTo);
    }
    if (request.markBeforeWindow === true) conditions.push('mark < window_from(valid)');
    for (const [name, words] of Object.entries(request.where)) {
      conditions.push(`${columnOf(name)} IN (${words.map(() => '?').join()})`);
      values.push(...words.map((word) => (isText(name) ? word : (this.dictionary.find(word) ?? -1))));
    }
    return { conditions, values };
  }

  private wordOf(value: bigint | string, name: string | undefined): string {
    if (typeof value === 'string') return value;
    return name === 'day' ? String(value) : this.dictionary.wordOf(Number(value));
  }

  private toCell(row: Stored, layout: SeriesLayout, request: SumRequest): Cell {
    const [window, ...rest] = row;
    const group = rest.slice(0, request.group.length);
    const sums = rest.slice(request.group.length) as readonly bigint[];
    return {
      window: Number(window),
      group: group.map((value, i) => this.wordOf(value, request.group[i])),
      sums: request.distinct === undefined ? joinColumns(layout, request.measures, sums) : sums,
    };
  }
}

type Stored = readonly [bigint, ...(bigint | string)[]];

/** Customers and records are kept as text, dimensions as numbers of the dictionary. */
function isText(name: string): boolean {
  return name === 'customer' || name === 'record';
}

function columnOf(name: string): string {
  if (name === 'day') return 'valid';
  return isText(name) ? name : `d_${name}`;
}
