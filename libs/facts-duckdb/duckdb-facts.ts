import type { DuckDBConnection } from '@duckdb/node-api';
import { Rounds } from '#engine/rounds.js';
import type { FactChain, FactIndex } from '#kernel/ports/fact-index.js';
import type { Cell, Sums } from '#kernel/ports/views.js';
import { missingIn, type Row, type SumRequest, type ViewSchema } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import { readCells, wholeOf } from './cells.js';
import { dumped } from './dump.js';
import { removeIndexFile, ROOM, tellsOfDamage, type Room } from './index-file.js';
import { layoutOf, quoted, type Layout } from './layout.js';
import { Opened, type Source } from './opened.js';
import { sumsStatement } from './sums-sql.js';

/**
 * The facts of one version in a DuckDB file, columns on disk: one statement per question. Only one process may have the file open. There
 * is nothing in it that the chain does not have: where it does not fit, or turns out damaged, it is made anew and the question is asked again.
 */
export class DuckDbFacts implements FactIndex {
  private readonly source: Source;
  private readonly rounds = new Rounds(async () => (await this.open()).follow(this.source.chain));
  private opened: Promise<Opened> | undefined;

  constructor(
    private readonly file: string,
    readonly schema: ViewSchema,
    chain: FactChain,
    room: Room = ROOM,
  ) {
    const layouts = new Map(schema.series.map((one) => [one.name, layoutOf(one)]));
    this.source = { schema, layouts, chain, room };
  }

  follow(): Promise<number> {
    return this.mended(() => this.rounds.round());
  }

  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    return this.upToDate((opened) =>
      opened.reading(async (connection) => {
        const cells: (readonly Cell[])[] = [];
        for (const request of requests) {
          step?.();
          cells.push(await this.sum(connection, request));
        }
        return { position: await coveredBy(connection), cells };
      }, step),
    );
  }

  async firstDay(series: readonly string[]): Promise<number | undefined> {
    if (series.length === 0) return undefined;
    const days = series.map((name) => `SELECT min(valid) AS day FROM ${quoted(this.layout(name).table)}`);
    const sql = `SELECT min(day) FROM (${days.join(' UNION ALL ')})`;
    const found = await this.upToDate((opened) => opened.reading((connection) => connection.runAndReadAll(sql)));
    const day = found.getRows()[0]?.[0] ?? null;
    return day === null ? undefined : Number(day);
  }

  async *dump(series: string): AsyncIterable<Row> {
    const { connection, dump } = await this.upToDate(async (opened) => {
      const connection = await opened.connect();
      try {
        return { connection, dump: await dumped(connection, this.layout(series)) };
      } catch (error) {
        connection.closeSync();
        throw error;
      }
    });
    try {
      yield* dump.rows();
    } finally {
      connection.closeSync();
    }
  }

  async close(): Promise<void> {
    await this.rounds.idle();
    (await this.opened?.catch(() => undefined))?.close();
    this.opened = undefined;
  }

  private upToDate<Outcome>(ask: (opened: Opened) => Promise<Outcome>): Promise<Outcome> {
    return this.mended(async () => {
      await this.rounds.round();
      return ask(await this.open());
    });
  }

  /** Work that meets a damaged file is done once more, on a new one. */
  private async mended<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
    const before = this.opened;
    try {
      return await work();
    } catch (error) {
      if (!tellsOfDamage(error)) throw error;
      // Whoever meets it first throws it away; the others find the new one.
      if (this.opened === before || before === undefined) await this.throwAway();
      return work();
    }
  }

  private async throwAway(): Promise<void> {
    const old = this.opened;
    await this.begin(async () => {
      (await old?.catch(() => undefined))?.close();
      await removeIndexFile(this.file);
      return Opened.fitting(this.file, this.source);
    });
  }

  private open(): Promise<Opened> {
    return this.opened ?? this.begin(() => Opened.fitting(this.file, this.source));
  }

  /** What fails to open is tried again by whoever asks next. */
  private begin(open: () => Promise<Opened>): Promise<Opened> {
    const opened = open().catch((error: unknown) => {
      if (this.opened === opened) this.opened = undefined;
      throw error;
    });
    this.opened = opened;
    return opened;
  }

  private async sum(connection: DuckDBConnection, request: SumRequest): Promise<readonly Cell[]> {
    const missing = missingIn(this.schema, request);
    if (missing !== undefined) throw new Error(`no ${missing} in the schema`);
    if (request.windows.length === 0) return [];
    return readCells(connection, sumsStatement(this.layout(request.series), request), request);
  }

  private layout(series: string): Layout {
    const layout = this.source.layouts.get(series);
    if (layout === undefined) throw new Error(`no series ${series} in the schema`);
    return layout;
  }
}

async function coveredBy(connection: DuckDBConnection): Promise<number> {
  const least = await connection.runAndReadAll('SELECT coalesce(min(position), 0) FROM followed');
  return Number(wholeOf(least.getRows()[0]?.[0] ?? 0));
}
