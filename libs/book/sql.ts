import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AskedSql, SqlParameter } from '#kernel/sql-table.js';
import type { Table } from '#kernel/table.js';
import type { SqlAsked } from '#platform/fact-sql/sql-messages.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import { todayOf } from './answered.js';
import type { Book } from './book.js';
import { askerSignal } from './reading/asker.js';
import type { HeldAnswer } from './reading/readers.js';
import { indexedVersion } from './reading/stored.js';
import type { SqlAnswered } from './sql.answers.js';
import { Tabular } from './tabular.js';

const PARAMETER = { type: ['string', 'number', 'boolean', 'null'] };

/** What is sent to ask in SQL. */
export const SQL_BODY = {
  type: 'object',
  properties: {
    sql: { type: 'string', description: 'One SELECT in the dialect of DuckDB over the tables of facts.' },
    params: {
      description: 'Values of `$1`, `$2` … in a list, or of `$name` by name.',
      anyOf: [
        { type: 'array', items: PARAMETER },
        { type: 'object', additionalProperties: PARAMETER },
      ],
    },
    position: { type: 'string', description: 'The position of a receipt: the answer waits until the facts have it.' },
  },
  required: ['sql'],
  additionalProperties: false,
} as const;

/**
 * Answers `/v1/sql`, from the facts of the version that is served. Its answer fails with a Problem such as `bad-sql`, `sql-not-allowed`,
 * `sql-too-large`.
 */
export function askSql(book: Book, body: unknown): Tabular<HeldAnswer<SqlAnswered>> {
  const asked = readSql(body);
  return new Tabular(
    () =>
      book.models.use(undefined, async ({ stored }) => {
        book.readers.needRoom();
        const { pieces, bytes } = await book.sql.json(indexedVersion(stored), dated(book, asked), askerSignal());
        return book.readers.held({ pieces: [...pieces], bytes });
      }),
    () => tableOf(book, asked),
  );
}

async function tableOf(book: Book, asked: AskedSql): Promise<Table> {
  const folder = join(book.scratch, 'sql');
  await mkdir(folder, { recursive: true });
  return book.models.use(undefined, async ({ stored }) => {
    const of = indexedVersion(stored);
    const { position, ...table } = await book.sql.table(of, dated(book, asked), folder, askerSignal());
    const about = [['question', JSON.stringify(asked)] as const, ['position', String(position)] as const];
    return { name: `sql_${String(position)}`, ...table, about: () => about };
  });
}

function dated(book: Book, asked: AskedSql): SqlAsked {
  return { ...asked, today: todayOf(book) };
}

function readSql(body: unknown): AskedSql {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('body', body, 'must be an object');
  const { sql, params, position: _position, ...others } = body as Readonly<Record<string, unknown>>;
  const [other] = Object.keys(others);
  if (other !== undefined) throw invalid(other, others[other], 'is not known here; there are sql, params and position');
  if (typeof sql !== 'string') throw invalid('sql', sql, 'must be a SELECT, as text');
  if (params === undefined) return { sql };
  if (!isParameters(params))
    throw invalid('params', params, 'must be a list, or an object, of text, numbers, true, false and null');
  return { sql, params };
}

function isParameters(params: unknown): params is NonNullable<AskedSql['params']> {
  return typeof params === 'object' && params !== null && Object.values(params).every(isParameter);
}

function isParameter(value: unknown): value is SqlParameter {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function invalid(field: string, value: unknown, what: string): Problem {
  const detail = refusing(value, what);
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
