import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '#kernel/table.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { todayOf } from '../answered.js';
import type { Book } from '../book.js';
import { askerSignal } from '../reading/asker.js';
import { indexedVersion } from '../reading/stored.js';
import type { DocumentRow } from './document-file.js';
import type { ReconciledPeriod } from './reconciled-period.js';

/** Days around the period in which a document is looked for that the other side has within it. */
const AROUND = 62;

/**
 * Sales by what they came to when they were made, and credits below 0, each in its own currency; what was given back of a sale is no
 * document. What was voided adds up to nothing.
 */
const SELECT = `
SELECT CASE WHEN record LIKE 'credit-%' THEN 'credit' ELSE 'sale' END AS kind,
  substr(record, strpos(record, '-') + 1) AS id, day, customer, currency,
  sum(CASE WHEN record LIKE 'credit-%' THEN -own_refunded ELSE own_gross - own_discount END) AS amount
FROM sales
WHERE day BETWEEN CAST($1 AS DATE) AND CAST($2 AS DATE) AND (record LIKE 'credit-%' OR record LIKE 'sale-%')
GROUP BY record, day, customer, currency
HAVING sum(orders) <> 0 OR sum(CASE WHEN record LIKE 'credit-%' THEN own_refunded ELSE own_gross - own_discount END) <> 0`;

/** Our documents of a period and some days around it, and what position they cover. */
export interface OurDocuments {
  readonly covered: number;
  readonly rows: AsyncIterable<DocumentRow>;
}

/** @throws Problem `sql-too-large` where there are too many, `views-unavailable` */
export async function ourDocuments(book: Book, { from, to }: ReconciledPeriod): Promise<OurDocuments> {
  const folder = join(book.scratch, 'sql');
  await mkdir(folder, { recursive: true });
  const params = [daysFrom(from, -AROUND), daysFrom(to, AROUND)];
  return book.models.use(undefined, async ({ stored }) => {
    const asked = { sql: SELECT, params, today: todayOf(book) };
    const { position, columns, pages } = await book.sql.table(indexedVersion(stored), asked, folder, askerSignal());
    const names = columns.map(({ name }) => name);
    return { covered: position, rows: rowsOf(names, pages) };
  });
}

async function* rowsOf(names: readonly string[], pages: AsyncIterable<readonly Row[]>): AsyncGenerator<DocumentRow> {
  for await (const page of pages)
    for (const row of page) {
      const cells = names.map((name, i) => [name, String(row[i] ?? '')] as const);
      yield Object.fromEntries(cells);
    }
}

/** The end of the days that a date can name stays where it is. */
function daysFrom(date: string, days: number): string {
  const day = formatDay((parseDay(date) ?? 0) + days);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !day.startsWith('0000') ? day : date;
}
