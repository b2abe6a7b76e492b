import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Plain } from '#facts-duckdb/sql/column-values.js';
import { SqlIndex } from '#facts-duckdb/sql/sql-index.js';
import type { SqlRows } from '#facts-duckdb/sql/sql-rows.js';
import { answer } from '#figures/answer.js';
import { parseQuestion } from '#figures/question.js';
import { formatDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { SQL_TABLES, VIEW_SCHEMA } from '#subjects/tables.js';
import { recorded } from '#testing/book-events.js';
import { ChainedViews } from '#testing/chained-views.js';
import { CONTEXT, project, STRICT } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { textOf } from './page.js';

const PAGE = 'infra/docs/sql.md';
const ROOM = { memory: 256, threads: 1, spill: 100 };

/** A metric as the page names it before its SELECT. */
interface Example {
  readonly metric: string;
  readonly by: string | undefined;
  readonly sql: string;
}

const EXAMPLES: readonly Example[] = [
  ...textOf(PAGE).matchAll(/^`([\w.]+)`(?: by (\w+))?.*:\n\n```sql elsewhere\n([^`]+)```$/gm),
].map(([, metric = '', by, sql = '']) => ({ metric, by, sql }));

const day = fc.nat(DAYS + 200).map((offset) => FIRST_DAY + offset);
const cut = fc.record({ from: day, to: day, known: day }).filter(({ from, to }) => from <= to);
/** Books; each is asked for every metric, as of several times. */
const BOOKS = 12;

describe('the page on SQL', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tally-sql-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the SELECT behind ten metrics, which gives what a question gives, as of any day, as known at any', async () => {
    expect(EXAMPLES).toHaveLength(10);
    let book = 0;
    await fc.assert(
      fc.asyncProperty(
        randomBookOf(3, 10, 60),
        fc.array(cut, { minLength: 3, maxLength: 3 }),
        async (arrivals, cuts) => {
          const views = new ChainedViews(VIEW_SCHEMA, `book ${String(book)}`);
          await project(recorded(arrivals), views, STRICT);
          const file = join(folder, `${String(book++)}.duckdb`);
          const index = await SqlIndex.open({
            file,
            store: views,
            chain: views,
            tables: SQL_TABLES,
            room: ROOM,
            zone: 'UTC',
          });
          try {
            await index.follow(new Set());
            for (const example of EXAMPLES)
              for (const { from, to, known } of cuts) {
                const [asked, expected] = await Promise.all([
                  inSql(index, example, { from, to, known }),
                  inWords(views, example, { from, to, known }),
                ]);
                expect([example.metric, asked]).toEqual([example.metric, expected]);
              }
          } finally {
            await index.close();
          }
        },
      ),
      { numRuns: BOOKS },
    );
  });
});

type Cut = Readonly<Record<'from' | 'to' | 'known', number>>;

/** Values by what they are of; those that are nothing are left out. */
type Found = Readonly<Record<string, Plain>>;

async function inSql(index: SqlIndex, { sql }: Example, cut: Cut): Promise<Found> {
  const named = Object.entries(cut).filter(([name]) => sql.includes(`$${name}`));
  const params = Object.fromEntries(named.map(([name, value]) => [name, formatDay(value)]));
  const asked = { sql, params, today: 0, limit: 10_000 };
  const rows = await index.run(asked, allOf, new AbortController().signal);
  return found(
    rows.map((row): [string, Plain] =>
      row.length === 1 ? ['', row[0] ?? null] : [JSON.stringify(row[0]).slice(1, -1), row[1] ?? null],
    ),
  );
}

async function inWords(views: ChainedViews, { metric, by }: Example, { from, to, known }: Cut): Promise<Found> {
  const question = parseQuestion(
    { metrics: [metric], ...(by !== undefined && { by: [by] }), from: formatDay(from), to: formatDay(to) },
    CATALOGUE,
  );
  const { rows, totals } = await answer({ ...question, asOf: to, knownAt: known }, views, CONTEXT);
  if (by === undefined) return found([['', totals[metric] ?? null]]);
  return found(rows.map((row): [string, Plain] => [String(row[by]), row[metric] ?? null]));
}

async function allOf({ batches }: SqlRows): Promise<readonly (readonly Plain[])[]> {
  const all: (readonly Plain[])[] = [];
  for await (const rows of batches()) all.push(...rows);
  return all;
}

function found(values: readonly (readonly [string, Plain])[]): Found {
  return Object.fromEntries(values.filter(([, value]) => value !== null && value !== 0 && value !== '0'));
}
