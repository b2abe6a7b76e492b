import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Problem } from '#kernel/problem.js';
import type { Step } from '#kernel/step.js';
import type { Known } from './known.js';
import { State } from './state.js';

/** Milliseconds between looks at whether anybody still waits for a statement. */
const LOOK = 25;

/** What is asked of facts: a connection in a transaction, and what is known of their state. */
export type Work<Outcome> = (connection: DuckDBConnection, state: State) => Promise<Outcome>;

/** Connections that are kept for whoever asks next: each is used by one at a time, in one transaction of its own. */
export class Connections {
  private readonly idle: DuckDBConnection[] = [];
  private readonly readings = new Set<Reading>();

  constructor(
    private readonly instance: DuckDBInstance,
    private readonly known: Known,
  ) {}

  /** Everything that is asked of what this gives is of one state. */
  async begin(): Promise<Reading> {
    const connection = this.idle.pop() ?? (await this.instance.connect());
    const state = await this.stateOf(connection);
    const reading: Reading = new Reading(connection, state, (isUsable) => {
      this.readings.delete(reading);
      if (isUsable) this.idle.push(connection);
      else connection.closeSync();
    });
    this.readings.add(reading);
    return reading;
  }

  private async stateOf(connection: DuckDBConnection): Promise<State> {
    try {
      return await State.begin(connection, this.known);
    } catch (error) {
      connection.closeSync();
      throw error;
    }
  }

  /** Ends what is under way: as long as one connection is open, so is the file. */
  async close(): Promise<void> {
    await Promise.all([...this.readings].map((reading) => reading.abort()));
    for (const connection of this.idle.splice(0)) connection.closeSync();
  }
}

/** A transaction that reads. */
export class Reading {
  /** After an error its transaction is over one way or another: it is not worth finding out which. */
  private isUsable = true;
  private isOver = false;
  private working: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly state: State,
    private readonly over: (isUsable: boolean) => void,
  ) {}

  /**
   * @param step called now and again meanwhile; what it throws ends the statement under way and is thrown here
   * @throws Problem where the file was closed meanwhile
   */
  async ask<Outcome>(work: Work<Outcome>, step?: Step): Promise<Outcome> {
    if (this.isOver) throw gone();
    const watch = step === undefined ? undefined : watched(this.connection, step);
    try {
      const working = work(this.connection, this.state);
      this.working = working.catch(() => undefined);
      const outcome = await working;
      // A result that is broken off while it is fetched ends as a whole one does.
      if (this.hasEnded() || watch?.ended() !== undefined) throw new Error('broken off');
      return outcome;
    } catch (error) {
      this.isUsable = false;
      throw this.hasEnded() ? gone() : (watch?.ended() ?? error);
    } finally {
      watch?.stop();
    }
  }

  async end(): Promise<void> {
    if (this.isOver) return;
    if (this.isUsable) await this.ask((connection) => connection.run('COMMIT')).catch(() => undefined);
    if (!this.hasEnded()) this.finish(this.isUsable);
  }

  /** Ends it from elsewhere: whoever asks is told. */
  async abort(): Promise<void> {
    this.isOver = true;
    this.connection.interrupt();
    await this.working;
    this.over(false);
  }

  private finish(isUsable: boolean): void {
    this.isOver = true;
    this.over(isUsable);
  }

  private hasEnded(): boolean {
    return this.isOver;
  }
}

function gone(): Problem {
  return new Problem('views-unavailable', 'the index of the facts is opened again: ask again in a moment');
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
