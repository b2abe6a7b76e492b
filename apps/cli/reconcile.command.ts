import type { Command } from 'commander';
import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Client, ReconcileFileQuery, Reconciliation } from '#client/index.js';
import type { ReadingOptions } from '#imports/reading-options.js';
import { collected } from './collected.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { addReading, mapIn, readingSaid, tableNamed } from './file-options.js';
import { reconciliationLines } from './reconciliation-lines.js';
import { say, write } from './screen.js';
import { UsageError } from './usage-error.js';

interface Options extends Where, ReadingOptions {
  readonly source?: string;
  readonly period?: string;
  readonly map?: string;
  readonly preset?: string;
  readonly with: readonly string[];
  readonly format: string;
}

export function addReconcile(program: Command): void {
  const command = addWhere(program.command('reconcile'))
    .argument('<file>', 'documents, as import takes files; or control totals, .json')
    .option('--source <name>', 'the other system')
    .option('--period <name>', 'such as 2024-03, 2024-Q1 or last-month')
    .option('--map <file>', 'SQL: how rows become documents, sales or credits')
    .option('--preset <name>', 'a map that is there already')
    .option('--with <name=file>', 'one more table for the map', collected, []);
  addReading(command)
    .option('--format <format>', 'table or json', 'table')
    .description('hold the figures of another system against ours; exit code 1 where they differ')
    .addHelpText('after', HELP)
    .action(async (file: string, options: Options) => {
      if (!['table', 'json'].includes(options.format)) throw new UsageError('--format is table or json');
      const found = await onCoveredBook(options, (book, position) => reconciled(book, position, file, options));
      if (options.format === 'json') write(`${JSON.stringify(found, null, 2)}\n`);
      else for (const line of reconciliationLines(found)) say(line);
      process.exitCode = found.differences === 0 ? 0 : 1;
    });
}

const HELP = `
Example: tally reconcile invoices.csv --source erp --period 2024-03

A file with the columns id, amount (without tax, credits below 0), date, currency and customer, of which id and amount
must be there, needs no map. A map gives rows of the type Document with id, amount, occurredAt, currency and customerId,
or sales and credits as for an import. Control totals are one JSON object:
  {"source": "erp", "period": "2024-03", "controls": [{"metric": "revenue.net", "where": {"region": "north"}, "value": "12.5"}]}`;

async function reconciled(book: Client, position: string, file: string, options: Options): Promise<Reconciliation> {
  if (/\.json$/i.test(file)) return book.reconcile({ ...(await controlsIn(file)), ...namedIn(options), position });
  const { source, period } = namedIn(options);
  if (source === undefined || period === undefined) throw new UsageError('--source and --period are needed');
  const { preset } = options;
  const query: ReconcileFileQuery = {
    source,
    period,
    position,
    ...readingSaid(options),
    ...(preset !== undefined && { preset }),
  };
  const bytes = await fileNamed(file);
  const { map, with: others } = options;
  if (map === undefined && others.length === 0) return book.reconcileFile(bytes, { ...query, name: basename(file) });
  const form = new FormData();
  if (map !== undefined) form.append('map', await mapIn(map));
  for (const one of others) {
    const [name, other] = tableNamed(one);
    form.append(name, await fileNamed(other), basename(other));
  }
  form.append('file', bytes, basename(file));
  return book.reconcileFile(form, query);
}

function namedIn({ source, period }: Options): { readonly source?: string; readonly period?: string } {
  return { ...(source !== undefined && { source }), ...(period !== undefined && { period }) };
}

type Controls = Parameters<Client['reconcile']>[0];

/** What is in it is checked by the book. */
async function controlsIn(file: string): Promise<Controls> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Controls;
  } catch (error) {
    throw new UsageError(`the controls ${file} cannot be read: ${(error as Error).message}`);
  }
}

/** Read as it is sent. */
async function fileNamed(file: string): Promise<Blob> {
  try {
    return await openAsBlob(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
