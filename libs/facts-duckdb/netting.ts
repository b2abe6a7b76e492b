import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { createTable, isMeasure, quoted, type Layout, type Table } from './layout.js';

/** Facts of a series from which on a pass is worth its time. */
export const LEAST = 200_000;
/** Facts that are added up at a time: they fit into the least memory that the index may have. */
const SLICE = 200_000;

type NetLayout = Layout & { readonly net: Table };

interface Days {
  readonly first: number;
  readonly last: number;
}

/**
 * Adds up the facts of series that have counts alone, beside whoever follows and asks. What a customer will do unless they buy again is
 * taken back when they do: of a million events' moves four fifths cancel out, which every question about today would look at.
 * Each pass begins anew, when there are twice as many facts as at the last; one that breaks off has left nothing.
 */
export class Netting {
  private readonly layouts: readonly NetLayout[];
  private added = 0;
  private running: Promise<void> | undefined;
  private connection: DuckDBConnection | undefined;
  private isClosed = false;

  constructor(
    private readonly instance: DuckDBInstance,
    layouts: Iterable<Layout>,
    private readonly least: number,
  ) {
    this.layouts = [...layouts].flatMap((layout) => (layout.net === undefined ? [] : [{ ...layout, net: layout.net }]));
    this.added = least;
  }

  /** Told of facts that were taken over. Whether a pass is due is seen when there may be enough of them. */
  grown(facts: number): void {
    this.added += facts;
    if (this.added < this.least || this.running !== undefined || this.isClosed) return;
    this.added = 0;
    // Figures are right without it, and what keeps it from working keeps questions too: they say so.
    this.running = this.look()
      .catch(() => undefined)
      .finally(() => (this.running = undefined));
  }

  /** Resolves when no pass is under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.connection?.interrupt();
    await this.idle();
  }

  private async look(): Promise<void> {
    const connection = (this.connection = await this.instance.connect());
    try {
      for (const layout of this.layouts) {
        await connection.run('BEGIN');
        await connection.run((await this.pass(connection, layout)) ? 'COMMIT' : 'ROLLBACK');
      }
    } finally {
      this.connection = undefined;
      connection.closeSync();
    }
  }

  /** @returns whether anything is to be kept */
  private async pass(connection: DuckDBConnection, { series, table, net }: NetLayout): Promise<boolean> {
    // Whether enough have come is asked again and again, which their number answers without a look at each.
    const count = await wholeOf(connection, `SELECT count(*) FROM ${quoted(table.name)}`);
    const tried = await wholeOf(
      connection,
      `SELECT coalesce(max(tried), 0) FROM netted WHERE series = $1`,
      series.name,
    );
    if (count - tried < Math.max(this.least, tried)) return false;
    const upTo = await wholeOf(connection, `SELECT coalesce(max(rowid) + 1, 0) FROM ${quoted(table.name)}`);
    await connection.run(`DROP TABLE ${quoted(net.name)}`);
    await connection.run(createTable(net));
    for (const days of await slicesOf(connection, table, upTo)) {
      if (this.isClosed) return false;
      await connection.run(sliceStatement(table, net, days, upTo));
    }
    const left = await wholeOf(connection, `SELECT count(*) FROM ${quoted(net.name)}`);
    const recorded = await wholeOf(connection, `SELECT max(recorded) FROM ${quoted(table.name)}`);
    const isWorthIt = left <= upTo / 2;
    if (!isWorthIt) await connection.run(`DELETE FROM ${quoted(net.name)}`);
    const kept = [series.name, BigInt(upTo), BigInt(isWorthIt ? upTo : 0), recorded];
    await connection.run('INSERT OR REPLACE INTO netted VALUES ($1, $2, $3, $4)', kept);
    return true;
  }
}

async function wholeOf(connection: DuckDBConnection, sql: string, ...values: string[]): Promise<number> {
  return Number((await connection.runAndReadAll(sql, values)).getRows()[0]?.[0] ?? 0);
}

/** Spans of days of which each has about as many facts as are added up at a time: no fact of one cancels out one of another. */
async function slicesOf(connection: DuckDBConnection, table: Table, upTo: number): Promise<readonly Days[]> {
  const counts = `SELECT valid, count(*) FROM ${quoted(table.name)} WHERE rowid < ${String(upTo)} GROUP BY valid ORDER BY valid`;
  const slices: Days[] = [];
  let facts = SLICE;
  for (const [day, count] of (await connection.runAndReadAll(counts)).getRows().map((row) => row.map(Number))) {
    if (day === undefined || count === undefined) continue;
    const open = facts + count > SLICE ? undefined : slices.pop();
    facts = open === undefined ? count : facts + count;
    slices.push({ first: open?.first ?? day, last: day });
  }
  return slices;
}

/** What is alike lies together: a fifth of the time of a question that is limited to some of it, and a part of the room. */
function sliceStatement(table: Table, net: Table, { first, last }: Days, upTo: number): string {
  const measures = net.columns.filter(isMeasure).map(({ name }) => quoted(name));
  const keys = net.columns.filter((column) => !isMeasure(column)).map(({ name }) => quoted(name));
  const [day, ...dimensions] = keys;
  return `INSERT INTO ${quoted(net.name)} SELECT ${[...keys, ...measures.map((name) => `sum(${name})`)].join()}
    FROM ${quoted(table.name)} WHERE valid BETWEEN ${String(first)} AND ${String(last)} AND rowid < ${String(upTo)}
    GROUP BY ${keys.join()} HAVING ${measures.map((name) => `sum(${name}) <> 0`).join(' OR ')}
    ORDER BY ${[...dimensions, day].join()}`;
}
