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
/** Bytes of memory to read what is there: results are passed on a few rows at a time. */
const READING_MEMORY = 2 ** 26;
/** Milliseconds between interruptions of what shall end. */
const LOOK = 50;

/** The schema of the results of a map: facts that wait to be sent. */
export const RESULTS = 'tally_results';

/** The database as it is open at a time. */
interface Opened {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

/** A database for one file that is gone when it is closed. */
export class Scratch {
  private zone: string | undefined;

  private constructor(
    private readonly folder: ScratchFolder,
    private readonly room: Room,
    private opened: Opened | undefined,
  ) {}

  static async open(room: Room = ROOM): Promise<Scratch> {
    const folder = await ScratchFolder.make();
    const scratch = new Scratch(folder, room, undefined);
    try {
      const { connection } = await scratch.begin(room.memory, 'READ_WRITE');
      await connection.run(`CREATE SCHEMA ${RESULTS}`);
      for (const helper of HELPERS) await connection.run(helper);
      return scratch;
    } catch (error) {
      await scratch.close();
      throw error;
    }
  }

  get connection(): DuckDBConnection {
    if (this.opened === undefined) throw new Error('the scratch database is closed');
    return this.opened.connection;
  }

  /** From then on no statement reaches a file, a network or a setting. @param zone in which times without an offset are meant @throws ImportError */
  async lock(zone: string): Promise<void> {
    this.zone = zone;
    try {
      await this.connection.run(`SET TimeZone = '${zone.replaceAll("'", "''")}'`);
    } catch {
      throw new ImportError(`there is no time zone ${zone}`);
    }
    await this.connection.run('SET enable_external_access = false');
    await this.connection.run('SET lock_configuration = true');
  }

  /**
   * Gives back the memory that loading and mapping took, which a database keeps for as long as it is open: from then on it is only read, locked
   * as before.
   */
  async keepToRead(): Promise<void> {
    this.closeDatabase();
    await this.begin(Math.min(this.room.memory, READING_MEMORY), 'READ_ONLY');
    if (this.zone !== undefined) await this.lock(this.zone);
  }

  /** Runs something that the signal ends, whatever statement it is at. */
  async until<Outcome>(signal: AbortSignal, run: () => Promise<Outcome>): Promise<Outcome> {
    let again: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      this.opened?.connection.interrupt();
      // It may have been between two statements, of which the next would go on to its end.
      again ??= setInterval(() => this.opened?.connection.interrupt(), LOOK);
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
    this.closeDatabase();
    await this.folder.remove();
  }

  private async begin(memory: number, mode: 'READ_WRITE' | 'READ_ONLY'): Promise<Opened> {
    const instance = await DuckDBInstance.create(this.folder.database, {
      access_mode: mode,
      memory_limit: `${String(Math.floor(memory / 2 ** 20))}MiB`,
      threads: THREADS,
      temp_directory: join(this.folder.path, 'spilled'),
      max_temp_directory_size: `${String(Math.floor(this.room.disk / 1e6))}MB`,
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    this.opened = { instance, connection: await instance.connect() };
    return this.opened;
  }

  private closeDatabase(): void {
    this.opened?.connection.closeSync();
    this.opened?.instance.closeSync();
    this.opened = undefined;
  }
}
