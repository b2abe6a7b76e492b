import type { Command } from 'commander';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CATALOGUE } from '#subjects/catalogue.js';
import { askServer } from './api-client.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { toCsv } from './csv.js';
import { EVENTS, MANIFEST, writeEvents } from './exported-events.js';
import { writeOwnFile } from './own-file.js';
import { say } from './screen.js';
import type { AnswerTable } from './table.js';
import { UsageError } from './usage-error.js';

const PAGE = 1_000;

type Figure = string | number | null;

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
      say(await onCoveredBook(options, (url, position) => exportAll(url, position, folder, bom)));
    });
}

/** @returns what was exported, in a sentence */
async function exportAll(url: string, position: string, folder: string, bom: boolean): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // What says that an export is whole is written last.
  await rm(join(folder, MANIFEST), { force: true });
  const events = await writeEvents(url, Number(position), join(folder, EVENTS));
  const customers = await customersOf(url);
  await writeOwnFile(join(folder, 'customers.csv'), toCsv(tableOf(customers), { bom }));
  const { figures, position: at } = await figuresOf(url);
  for (const [dimension, rows] of Object.entries(figures)) {
    const name = dimension === '' ? 'figures.csv' : `figures-by-${dimension}.csv`;
    await writeOwnFile(join(folder, name), toCsv(tableOf(rows), { bom }));
  }
  await writeOwnFile(join(folder, MANIFEST), `${JSON.stringify({ ...events, figures: at }, null, 2)}\n`);
  const tables = Object.keys(figures).length;
  const counted = `${String(events.events)} events, ${String(customers.length)} customers, ${String(tables)} tables of figures`;
  const moved = at === position ? '' : `; customers and figures may hold what was recorded meanwhile`;
  return `${counted}; complete up to position ${position}${moved}`;
}

async function customersOf(url: string): Promise<readonly Record<string, Figure>[]> {
  const rows: Record<string, Figure>[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { readonly customers: readonly Record<string, unknown>[]; readonly next: string | null } =
      await askServer(url, `/v1/customers?limit=${String(PAGE)}${from}`);
    for (const { attributes, ...customer } of page.customers)
      rows.push({
        ...(customer as Record<string, Figure>),
        attributes: attributes === undefined ? null : JSON.stringify(attributes),
      });
    cursor = page.next;
  }
  return rows;
}

interface Figures {
  readonly figures: Readonly<Record<string, AnswerTable['rows']>>;
  /** Null where facts arrived meanwhile. */
  readonly position: string | null;
}

/** Files are named after what a server answers: only what the catalogue knows becomes a name. */
async function figuresOf(url: string): Promise<Figures> {
  const answer = await askServer<Figures>(url, '/v1/figures?grain=month');
  for (const dimension of Object.keys(answer.figures))
    if (dimension !== '' && !CATALOGUE.dimensions.includes(dimension))
      throw new UsageError(`${url} answers figures by ${JSON.stringify(dimension)}, which the catalogue does not have`);
  return answer;
}

/** Columns in the order in which rows first have them. */
function tableOf(rows: AnswerTable['rows']): Omit<AnswerTable, 'totals'> {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return { columns: [...names].map((name) => ({ name, type: 'string' })), rows };
}
