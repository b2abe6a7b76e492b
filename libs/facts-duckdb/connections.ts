import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Step } from '#kernel/step.js';
import type { Known } from './known.js';

/** Milliseconds between looks at whether anybody still waits for a statement. */
const LOOK = 25;

/** What is asked of facts: a connection in a transaction, and what is known of them. */
export type Work<Outcome> = (connection: DuckDBConnection, known: Known) => Promise<Outcome>;

/** Connections that are kept for whoever asks next: each is used by one at a time, in one transaction of its own. */
export class Connections {
  private readonly idle: DuckDBConnection[] = [];
  private isClosed = false;

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly known: Known,
  ) {}

  /** Everything that is asked of what this gives is of one state. */
  async begin(): Promise<Reading> {
    const connection = this.idle.pop() ?? (await this.instance.connect());
    try {
      await connection.run('BEGIN TRANSACTION READ ONLY');
    } catch (error) {
      connection.closeSync();
      throw error;
    }
    return new Reading(connection, this.known, () => {
      if (this.isClosed) connection.closeSync();
      else this.idle.push(connection);
    });
  }

  close(): void {
    this.isClosed = true;
    for (const connection of this.idle.splice(0)) connection.closeSync();
  }
}

/** A transaction that reads. */
export class Reading {
  /** After an error its transaction is over one way or another: it is not worth finding out which. */
  private isUsable = true;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly known: Known,
    private readonly giveBack: () => void,
  ) {}

  /** @param step called now and again meanwhile; what it throws ends the statement under way and is thrown here */
  async ask<Outcome>(work: Work<Outcome>, step?: Step): Promise<Outcome> {
    const watch = step === undefined ? undefined : watched(this.connection, step);
    try {
      return await work(this.connection, this.known);
    } catch (error) {
      this.isUsable = false;
      throw watch?.ended() ?? error;
    } finally {
      watch?.stop();
    }
  }

  async end(): Promise<void> {
    if (this.isUsable) await this.ask((connection) => connection.run('COMMIT')).catch(() => undefined);
    if (this.isUsable) this.giveBack();
    else this.connection.closeSync();
  }
}

function watched(connection: DuckDBConnection, step: Step): { ended(): unknown; stop(): void } {
  let ended: unknown;
  const timer = setInterval(() => {
    try {
      step();
    } catch (error) {
      ended = error;
      connection.interrupt();
    }
  }, LOOK);
  return { ended: () => ended, stop: () => clearInterval(timer) };
}
