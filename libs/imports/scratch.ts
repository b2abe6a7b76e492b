import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { HELPERS } from './helpers.js';
import { ImportError } from './import-error.js';
import { ScratchFolder } from './scratch-folder.js';

/** Bytes that a scratch database may take. */
export interface Room {
  readonly memory: number;
  /** Of what does not fit into memory. */
  readonly disk: number;
}

/**
 * What a scratch database may take. Beyond the memory tables go to the disk, but not the lists that a GROUP BY collects: a million rows in
 * half a million of them need 600 MB.
 */
const ROOM: Room = { memory: Math.min(2 ** 31, totalmem() / 2), disk: 50e9 };
/** With several, what `any_value` and rows of equal order come to is another each time, and a file that is imported again says other facts. */
const THREADS = '1';
/** Milliseconds between interruptions of what shall end. */
const LOOK = 50;

/** The schema of the results of a map: facts that wait to be sent. */
export const RESULTS = 'tally_results';

/** A database for one file that is gone when it is closed. */
export class Scratch {
  private constructor(
    private readonly folder: ScratchFolder,
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
  ) {}

  static async open({ memory, disk }: Room = ROOM): Promise<Scratch> {
    const folder = await ScratchFolder.make();
    try {
      const instance = await DuckDBInstance.create(folder.database, {
        memory_limit: `${String(Math.floor(memory / 2 ** 20))}MiB`,
        threads: THREADS,
        temp_directory: join(folder.path, 'spilled'),
        max_temp_directory_size: `${String(Math.floor(disk / 1e6))}MB`,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      const scratch = new Scratch(folder, instance, await instance.connect());
      await scratch.connection.run(`CREATE SCHEMA ${RESULTS}`);
      for (const helper of HELPERS) await scratch.connection.run(helper);
      return scratch;
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }

  /** From then on no statement reaches a file, a network or a setting. @param zone in which times without an offset are meant @throws ImportError */
  async lock(zone: string): Promise<void> {
    try {
      await this.connection.run(`SET TimeZone = '${zone.replaceAll("'", "''")}'`);
    } catch {
      throw new ImportError(`there is no time zone ${zone}`);
    }
    await this.connection.run('SET enable_external_access = false');
    await this.connection.run('SET lock_configuration = true');
  }

  /** Runs something that the signal ends, whatever statement it is at. */
  async until<Outcome>(signal: AbortSignal, run: () => Promise<Outcome>): Promise<Outcome> {
    let again: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      this.connection.interrupt();
      // It may have been between two statements, of which the next would go on to its end.
      again ??= setInterval(() => this.connection.interrupt(), LOOK);
    };
    signal.addEventListener('abort', interrupt);
    try {
      signal.throwIfAborted();
      const outcome = await run();
      // A result that is broken off while it is fetched ends as a whole one does.
      signal.throwIfAborted();
      return outcome;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      clearInterval(again);
      signal.removeEventListener('abort', interrupt);
    }
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    await this.folder.remove();
  }
}
