import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Step } from '#kernel/step.js';

/** Milliseconds between looks at whether anybody still waits for a statement. */
const LOOK = 25;

/** Connections that are kept for whoever asks next: each is used by one at a time, in one transaction of its own. */
export class Connections {
  private readonly idle: DuckDBConnection[] = [];

  constructor(private readonly instance: DuckDBInstance) {}

  /**
   * Everything `work` reads is of one state.
   * @param step called now and again meanwhile; what it throws ends the statement under way and is thrown here
   */
  async reading<Outcome>(work: (connection: DuckDBConnection) => Promise<Outcome>, step?: Step): Promise<Outcome> {
    const connection = this.idle.pop() ?? (await this.instance.connect());
    const watch = step === undefined ? undefined : watched(connection, step);
    let isUsable = false;
    try {
      await connection.run('BEGIN TRANSACTION READ ONLY');
      const outcome = await work(connection);
      await connection.run('COMMIT');
      isUsable = true;
      return outcome;
    } catch (error) {
      throw watch?.ended() ?? error;
    } finally {
      watch?.stop();
      // After an error its transaction is over one way or another: it is not worth finding out which.
      if (isUsable) this.idle.push(connection);
      else connection.closeSync();
    }
  }

  close(): void {
    for (const connection of this.idle.splice(0)) connection.closeSync();
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
