import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { copied, FLAT_TABLES, type Flat } from '../figures/flat.js';
import type { Answering, Session } from './answering.js';
import { residentOf } from './child.js';
import { bytesIn, forgetPages } from './files.js';
import { installed, load } from './installed.js';
import type { PostgresServer } from './postgres-server.js';

/** What is used here of the driver. */
interface Sql {
  unsafe(statement: string): Statement;
  end(): Promise<void>;
}
interface Statement extends Promise<unknown> {
  values(): Promise<readonly (readonly unknown[])[]>;
  /** Of `COPY … FROM STDIN`. */
  writable(): Promise<Writable>;
}
interface Driver {
  readonly default: (options: Readonly<Record<string, unknown>>) => Sql;
}

/** Each question finds an index that has all it needs. */
const INDEXES = [
  'CREATE INDEX ON sales (day) INCLUDE (region, net)',
  'CREATE INDEX ON sales (day) INCLUDE (region, product, salesperson, net)',
  'CREATE INDEX ON sales (day) INCLUDE (customer, lines)',
  'CREATE INDEX ON customers (region) WHERE is_active',
];

/** The flat tables in a PostgreSQL server. */
export async function loadPostgres(server: PostgresServer, flat: Flat): Promise<Answering> {
  await server.start();
  const sql = await connected(server);
  await loadTable(sql, 'sales', flat);
  await loadTable(sql, 'customers', flat);
  for (const index of INDEXES) await sql.unsafe(index);
  // So that answers come from indexes alone.
  await sql.unsafe('VACUUM ANALYZE');
  await sql.end();
  await server.stop();
  return {
    name: `PostgreSQL ${server.version}, flat`,
    bytes: () => bytesIn(join(server.data, 'base')),
    start: async (isCold) => {
      if (isCold) forgetPages(server.folder);
      await server.start();
      return sessionOf(server, await connected(server));
    },
  };
}

async function loadTable(sql: Sql, table: keyof typeof FLAT_TABLES, flat: Flat): Promise<void> {
  const columns = Object.entries(FLAT_TABLES[table]).map(([name, type]) => `${name} ${type}`);
  await sql.unsafe(`CREATE UNLOGGED TABLE read_${table} (${columns.join()})`);
  const writable = await sql.unsafe(`COPY read_${table} FROM STDIN (FORMAT csv)`).writable();
  await pipeline(createReadStream(flat[table]), writable);
  const order = table === 'sales' ? 'ORDER BY day' : '';
  await sql.unsafe(`CREATE TABLE ${table} AS ${copied(table, flat.copies, `read_${table}`)} ${order}`);
  await sql.unsafe(`DROP TABLE read_${table}`);
}

async function connected({ folder, port }: PostgresServer): Promise<Sql> {
  const { default: connect } = await load<Driver>(installed('postgres'), 'postgres/src/index.js');
  const onnotice = (): void => undefined;
  return connect({ host: folder, port, username: 'postgres', database: 'postgres', max: 1, onnotice });
}

async function sessionOf(server: PostgresServer, sql: Sql): Promise<Session> {
  const [[backend] = []] = await sql.unsafe('SELECT pg_backend_pid()').values();
  return {
    ask: async ({ sql: statement = '' }) => {
      const start = performance.now();
      const rows = await sql.unsafe(statement).values();
      return { milliseconds: performance.now() - start, rows: rows.map((row) => row.map(String)) };
    },
    memory: () => residentOf(Number(backend)),
    stop: async () => {
      await sql.end();
      await server.stop();
    },
  };
}
