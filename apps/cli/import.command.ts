import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { stat } from 'node:fs/promises';
import { sendBulk, type BulkAnswer } from './bulk-client.js';
import { connect, type Where } from './connect.js';
import { readImportMaps, type ImportMap } from './import-map.js';
import { readImport, type ImportLine } from './import-source.js';
import { ImportState } from './import-state.js';
import { UsageError } from './usage-error.js';

/** Facts sent at a time: as many as a bulk answer names errors. */
const CHUNK = 1_000;

interface Options extends Where {
  readonly map?: string;
  readonly dryRun?: boolean;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .argument('<file>', '.csv, .ndjson or .jsonl; .gz may follow')
    .option('--map <file>', 'how rows of a CSV become facts')
    .option('--dry-run', 'read and map everything, record nothing')
    .option('--url <url>', 'a running server; otherwise the data folder')
    .option('--data <folder>', 'the data folder')
    .description('record the facts of a file; the same file twice changes nothing, a broken run goes on where it was')
    .addHelpText('after', MAP_HELP)
    .action(async (file: string, options: Options) => {
      process.exitCode = await importFile(file, options);
    });
}

const MAP_HELP = `
Example: tally import orders.csv --map orders.map.json --url http://127.0.0.1:3000

A map says how rows become facts; {column} stands for the row's value, empty values are left out:
  {"type": "RecordSale", "group": "{order_id}",
   "data": {"id": "{order_id}", "customerId": "{customer_id}", "occurredAt": "{order_date}"},
   "lines": {"product": "{product}", "quantity": "{quantity}", "unitPrice": "{unit_price}"}}
group: consecutive rows with the same value are lines of one fact. distinct: only the first row with a value
makes a fact. A list of maps applies all of them to every row, in order.`;

/** @returns the exit code: 1 if facts were refused */
async function importFile(file: string, options: Options): Promise<number> {
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === undefined) throw new UsageError(`there is no file ${file}`);
  const maps = options.map === undefined ? undefined : await readImportMaps(options.map);
  if (options.dryRun === true) return dryRun(file, maps);
  const state = await ImportState.open(file, JSON.stringify(maps ?? null));
  if (state.counts.facts > 0) process.stderr.write(`going on after ${String(state.counts.facts)} facts\n`);
  const connection = await connect(options);
  const bar = progressBar(size);
  try {
    for await (const chunk of chunksAfter(readImport(file, maps), state.counts.facts)) {
      const answer = await sendBulk(
        connection.url,
        chunk.map(({ text }) => text),
      );
      await state.add({ facts: chunk.length, ...countsOf(answer) }, errorsOf(answer, chunk));
      bar.update(chunk.at(-1)?.bytes ?? 0, { facts: state.counts.facts });
    }
  } finally {
    bar.stop();
    await connection.close();
  }
  await state.finish();
  const { accepted, duplicates, rejected } = state.counts;
  process.stdout.write(
    `${String(accepted)} recorded, ${String(duplicates)} recorded before, ${String(rejected)} refused\n`,
  );
  if (rejected > 0) process.stdout.write(`what was refused and why is in ${state.errorFile}\n`);
  return rejected > 0 ? 1 : 0;
}

async function dryRun(file: string, maps: readonly ImportMap[] | undefined): Promise<number> {
  let facts = 0;
  let bad = 0;
  for await (const { text, row } of readImport(file, maps)) {
    facts++;
    if (isFact(text)) continue;
    bad++;
    process.stderr.write(`row ${String(row)} is no fact: ${text.slice(0, 200)}\n`);
  }
  process.stdout.write(`${String(facts)} facts would be sent, ${String(bad)} rows are none; nothing was recorded\n`);
  return bad > 0 ? 1 : 0;
}

function isFact(text: string): boolean {
  try {
    const { type, data } = JSON.parse(text) as { type?: unknown; data?: unknown };
    return typeof type === 'string' && typeof data === 'object' && data !== null;
  } catch {
    return false;
  }
}

/** The lines after the first `done`, in pieces. */
async function* chunksAfter(lines: AsyncIterable<ImportLine>, done: number): AsyncIterable<readonly ImportLine[]> {
  let skipped = 0;
  let chunk: ImportLine[] = [];
  for await (const line of lines) {
    if (skipped < done) {
      skipped++;
      continue;
    }
    chunk.push(line);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function countsOf({ accepted, duplicates, rejected }: BulkAnswer) {
  return { accepted, duplicates, rejected };
}

function errorsOf({ errors }: BulkAnswer, chunk: readonly ImportLine[]): readonly object[] {
  return errors.map(({ line, id, code, detail }) => {
    const source = chunk[line - 1];
    return { row: source?.row, id, code, detail, fact: source?.text };
  });
}

function progressBar(size: number): SingleBar {
  const format = '{bar} {percentage}% | {facts} facts | {duration_formatted} gone, {eta_formatted} left';
  const bar = new SingleBar({
    format,
    noTTYOutput: true,
    notTTYSchedule: 5_000,
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(size, 0, { facts: 0 });
  return bar;
}
