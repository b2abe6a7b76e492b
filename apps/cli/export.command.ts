import type { Command } from 'commander';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CATALOGUE } from '#subjects/catalogue.js';
import type { Client } from '#client/index.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { toCsv } from './csv.js';
import { EVENTS, MANIFEST, writeEvents } from './exported-events.js';
import { writeOwnFile } from './own-file.js';
import { say } from './screen.js';
import type { Table } from './table.js';
import { UsageError } from './usage-error.js';

const PAGE = 1_000;

interface Options extends Where {
  readonly bom?: boolean;
}

export function addExport(program: Command): void {
  addWhere(program.command('export'))
    .argument('<folder>', 'where the files go; made if it does not exist')
    .option('--bom', 'begin every CSV with a byte order mark, for spreadsheets that want one')
    .description(
      'all events as NDJSON, which `restore` takes; customers, and the figures of every month by every common dimension, as CSV',
    )
    .addHelpText('after', '\nExample: tally export ./out --data ./data')
    .action(async (folder: string, options: Options) => {
      const { bom = false } = options;
      say(await onCoveredBook(options, (book, position) => exportAll(book, position, folder, bom)));
    });
}

/** @returns what was exported, in a sentence */
async function exportAll(book: Client, position: string, folder: string, bom: boolean): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // What says that an export is whole is written last.
  await rm(join(folder, MANIFEST), { force: true });
  const events = await writeEvents(book, Number(position), join(folder, EVENTS));
  const customers = await customersOf(book);
  await writeOwnFile(join(folder, 'customers.csv'), await toCsv(tableOf(customers), { bom }));
  const { figures, position: at } = await figuresOf(book);
  for (const [dimension, rows] of Object.entries(figures)) {
    const name = dimension === '' ? 'figures.csv' : `figures-by-${dimension}.csv`;
    await writeOwnFile(join(folder, name), await toCsv(tableOf(rows), { bom }));
  }
  await writeOwnFile(join(folder, MANIFEST), `${JSON.stringify({ ...events, figures: at }, null, 2)}\n`);
  const tables = Object.keys(figures).length;
  const counted = `${String(events.events)} events, ${String(customers.length)} customers, ${String(tables)} tables of figures`;
  const moved = at === position ? '' : `; customers and figures may hold what was recorded meanwhile`;
  return `${counted}; complete up to position ${position}${moved}`;
}

type Row = Table['rows'][number];

async function customersOf(book: Client): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const { attributes, stale, ...customer } of book.each.listCustomers({ limit: PAGE }))
    rows.push({
      ...(customer as Row),
      ...(stale !== undefined && { stale: JSON.stringify(stale) }),
      attributes: attributes === undefined ? null : JSON.stringify(attributes),
    });
  return rows;
}

/** Files are named after what a server answers: only what the catalogue knows becomes a name. */
async function figuresOf(book: Client) {
  const answer = await book.listFigures({ grain: 'month' });
  for (const dimension of Object.keys(answer.figures))
    if (dimension !== '' && !CATALOGUE.dimensions.includes(dimension))
      throw new UsageError(
        `${book.url} answers figures by ${JSON.stringify(dimension)}, which the catalogue does not have`,
      );
  return answer;
}

/** Columns in the order in which rows first have them. */
function tableOf(rows: Table['rows']): Pick<Table, 'columns' | 'rows'> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return { columns: [...names].map((name) => ({ name, type: 'string' })), rows };
}
