import { setImmediate as othersTurn } from 'node:timers/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { FactState } from '#kernel/ports/fact-index.js';
import { columnsOf, columnSums } from '#kernel/ports/cell-columns.js';
import type { CellColumns, Sums } from '#kernel/ports/views.js';
import { missingIn, type SumRequest } from '#kernel/ports/views-schema.js';
import type { Step } from '#kernel/step.js';
import type { Reading, Work } from './connections.js';
import { layoutIn, type Source } from './opened.js';
import { readColumns } from './read-columns.js';
import { sharingScans } from './shared-scans.js';
import type { State } from './state.js';
import { isOfNothing, sumsStatement } from './sums-sql.js';

/** Where a state of the facts comes from. */
export interface Ground {
  readonly source: Source;
  /** Begins to read the facts as they are now, and asks them the first question. */
  begin<Outcome>(work: Work<Outcome>, step?: Step): Promise<{ readonly reading: Reading; readonly outcome: Outcome }>;
  /** Told of what a later question met; gives what to throw. */
  failed(error: unknown): Promise<unknown>;
}

/** The facts as they were when the first question was asked. */
export class HeldFacts implements FactState {
  private reading: Reading | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private closed: Promise<void> | undefined;

  constructor(private readonly ground: Ground) {}

  sums(requests: readonly SumRequest[], step?: Step): Promise<Sums> {
    const turn = async (): Promise<void> => {
      await othersTurn();
      step?.();
    };
    return this.ask(async (connection, state) => {
      const look = async (request: SumRequest): Promise<CellColumns> => {
        step?.();
        return this.sum(connection, request, state, step);
      };
      const columns = await sharingScans(requests, look, turn);
      return columnSums(state.position, columns, step);
    }, step);
  }

  async firstDay(series: readonly string[], step?: Step): Promise<number | undefined> {
    const layouts = series.map((name) => layoutIn(this.ground.source, name));
    return this.ask((connection, state) => state.firstDay(connection, layouts), step);
  }

  /** When what was asked is answered. */
  close(): Promise<void> {
    return (this.closed ??= this.turn.then(() => this.reading?.end()));
  }

  /** One after another: they share a connection. */
  private ask<Outcome>(work: Work<Outcome>, step?: Step): Promise<Outcome> {
    if (this.closed !== undefined) return Promise.reject(new Error('this state of the facts was let go'));
    const answer = this.turn.then(() => this.askNow(work, step));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async askNow<Outcome>(work: Work<Outcome>, step?: Step): Promise<Outcome> {
    if (this.reading === undefined) {
      const { reading, outcome } = await this.ground.begin(work, step);
      this.reading = reading;
      return outcome;
    }
    try {
      return await this.reading.ask(work, step);
    } catch (error) {
      throw await this.ground.failed(error);
    }
  }

  private async sum(
    connection: DuckDBConnection,
    request: SumRequest,
    state: State,
    step?: Step,
  ): Promise<CellColumns> {
    const { source } = this.ground;
    const missing = missingIn(source.schema, request);
    if (missing !== undefined) throw new Error(`no ${missing} in the schema`);
    if (request.windows.length === 0 || isOfNothing(request, state.known)) return columnsOf([]);
    const moves = request.places && layoutIn(source, request.places.series);
    const statement = sumsStatement(layoutIn(source, request.series), request, state, moves);
    return readColumns(connection, statement, { ...request, dictionary: state.known.texts }, step);
  }
}
