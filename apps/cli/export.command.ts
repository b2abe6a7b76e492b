import type { Command } from 'commander';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CATALOGUE } from '#subjects/catalogue.js';
import type { Client } from '#client/index.js';
import { addWhere, onCoveredBook, PATIENCE, type Where } from './connect.js';
import { lastPosition } from './coverage.js';
import { EVENTS, MANIFEST, writeEvents } from './exported-events.js';
import { ofCustomers, ofFigures, writeTable } from './exported-tables.js';
import { FIGURES, removeProof, writeProof } from './proof/bundle.js';
import { writeOwnFile } from '#platform/own-file.js';
import { say } from './screen.js';
import type { Table } from './table.js';
import { UsageError } from './usage-error.js';

const PAGE = 1_000;

interface Options extends Where {
  readonly bom?: boolean;
  readonly proof?: boolean;
}

export function addExport(program: Command): void {
  addWhere(program.command('export'))
    .argument('<folder>', 'where the files go; made if it does not exist')
    .option('--bom', 'begin every CSV with a byte order mark, for spreadsheets that want one')
    .option(
      '--proof',
      'with what proves them: a signed head, the tiles of its tree and the figures of this moment, which `audit` checks without the server',
    )
    .description(
      'all events as NDJSON, which `restore` takes; customers, and the figures of every month by every common dimension, as CSV and Parquet',
    )
    .addHelpText('after', '\nExample: tally export ./out --data ./data')
    .action(async (folder: string, options: Options) => {
      const { bom = false, proof = false } = options;
      const exported = async (book: Client, position: string): Promise<string> => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // What says that an export is whole is written last.
        await rm(join(folder, MANIFEST), { force: true });
        await removeProof(folder);
        return exportAll(book, position, folder, { bom, proof });
      };
      say(await onCoveredBook(options, exported, PATIENCE));
    });
}

interface Wanted {
  readonly bom: boolean;
  readonly proof: boolean;
}

/** @returns what was exported, in a sentence */
async function exportAll(book: Client, position: string, folder: string, wanted: Wanted): Promise<string> {
  const { bom } = wanted;
  // A head is of all that the figures in front of it are of.
  const proven = wanted.proof ? await exportProof(book, folder) : undefined;
  const end = proven === undefined ? { position: Number(position) } : { events: proven.size };
  const events = await writeEvents(book, end, join(folder, EVENTS));
  const customers = await customersOf(book);
  await writeTable(folder, 'customers', { rows: customers, typeOf: ofCustomers }, { bom });
  const { figures, position: at } = await figuresOf(book);
  for (const [dimension, rows] of Object.entries(figures)) {
    const name = dimension === '' ? 'figures' : `figures-by-${dimension}`;
    await writeTable(folder, name, { rows, typeOf: ofFigures }, { bom });
  }
  const manifest = { ...events, figures: at, ...(proven !== undefined && { proof: proven }) };
  await writeOwnFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  const tables = Object.keys(figures).length;
  const counted = `${String(events.events)} events, ${String(customers.length)} customers, ${String(tables)} tables of figures`;
  const moved = at === events.position ? '' : `; customers and figures may hold what was recorded meanwhile`;
  return `${counted}; complete up to position ${events.position}${moved}${proven === undefined ? '' : `, with the signed head of ${String(proven.size)} events`}`;
}

/** The figures of this moment with their question, then a head that has all that they are of, with its tiles. */
async function exportProof(book: Client, folder: string) {
  const { meta } = await book.query({ metrics: ['orders'] });
  const question = { grain: 'month', asOf: meta.asOf } as const;
  const answer = await book.listFigures(question);
  await writeOwnFile(join(folder, FIGURES), `${JSON.stringify({ question, answer }, null, 2)}\n`);
  return writeProof(book, await lastPosition(book), folder);
}

type Row = Table['rows'][number];

async function customersOf(book: Client): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const all = book.each.listCustomers({ limit: PAGE });
  for await (const { attributes, consent, stale, masked, erased, excluded, ...customer } of all)
    rows.push({
      ...(customer as Row),
      ...(consent !== undefined && { consent: JSON.stringify(consent) }),
      ...(excluded === true && { excluded: String(excluded) }),
      ...(stale !== undefined && { stale: JSON.stringify(stale) }),
      ...(erased !== undefined && { erased: JSON.stringify(erased) }),
      ...(masked !== undefined && { masked: JSON.stringify(masked) }),
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
