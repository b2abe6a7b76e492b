import { DatabaseSync } from 'node:sqlite';
import { installed, load } from './installed.js';

/** What is used here of emmett and its SQLite store. */
interface Emmett {
  readonly STREAM_DOES_NOT_EXIST: unknown;
}
interface EmmettSqlite {
  getSQLiteEventStore(options: object): {
    appendToStream(stream: string, events: readonly object[], options: object): Promise<unknown>;
  };
}

/** Appends one event to a new stream, durably. */
export type Append = (stream: string, data: object) => Promise<void>;

/**
 * Emmett's event store on a SQLite file in WAL, which is the quicker way for it. One append after another: those that are under way at the
 * same time close each other's connection in this release.
 * @throws Error where it cannot be installed
 */
export async function openEmmett(file: string): Promise<Append> {
  const folder = installed('emmett');
  const { STREAM_DOES_NOT_EXIST } = await load<Emmett>(folder, '@event-driven-io/emmett/dist/index.js');
  const { getSQLiteEventStore } = await load<EmmettSqlite>(folder, '@event-driven-io/emmett-sqlite/dist/index.js');
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
  const store = getSQLiteEventStore({ fileName: file, schema: { autoMigration: 'CreateOrUpdate' } });
  let last: Promise<unknown> = Promise.resolve();
  return async (stream, data) => {
    const append = () =>
      store.appendToStream(stream, [{ type: 'SaleRecorded', data }], { expectedStreamVersion: STREAM_DOES_NOT_EXIST });
    const mine = last.then(append);
    last = mine.catch(() => undefined);
    await mine;
  };
}

/** The same for whoever measures beside it: `undefined`, and a line that says so, where it cannot be had. */
export async function perhapsEmmett(file: string): Promise<Append | undefined> {
  try {
    return await openEmmett(file);
  } catch (error) {
    process.stdout.write(
      `emmett: left out, ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}\n`,
    );
    return undefined;
  }
}
