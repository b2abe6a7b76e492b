import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { addWhere, onBookOrNew, type Where } from './connect.js';
import { untilCovered } from './coverage.js';
import { readImportMaps } from './import-map.js';
import { interruptible } from './interrupt.js';
import { BrokenOff, NOTHING, PATIENCE, sendFile, sumOf, type Counts, type Send } from './import-run.js';
import { lookThrough, type ImportFile } from './import-source.js';
import { RefusalFile, RefusalSummary } from './refusals.js';
import { complain, say } from './screen.js';
import { onTrial } from './trial.js';

interface Options extends Where {
  readonly map?: string;
  readonly dryRun?: boolean;
}

export function addImport(program: Command): void {
  addWhere(program.command('import'))
    .argument('<file...>', '.csv, .ndjson or .jsonl; .gz may follow')
    .option('--map <file>', 'how rows of a CSV become facts')
    .option('--dry-run', 'read, map and check every fact as the server would, record nothing')
    .description(
      'record the facts of files; the same file twice changes nothing, so one that broke off is started again',
    )
    .addHelpText('after', MAP_HELP)
    .action(async (names: readonly string[], options: Options) => {
      const maps = options.map === undefined ? undefined : await readImportMaps(options.map);
      const files: ImportFile[] = [];
      for (const name of names) files.push(await lookThrough(name, maps));
      process.exitCode = options.dryRun === true ? await tryOut(files, options) : await record(files, options);
    });
}

const MAP_HELP = `
Example: tally import orders.csv --map orders.map.json --url http://127.0.0.1:3000

A map says how rows become facts; {column} stands for the row's value, empty values are left out:
  {"type": "RecordSale", "group": "{order_id}",
   "data": {"id": "{order_id}", "customerId": "{customer_id}", "occurredAt": "{order_date}"},
   "lines": {"product": "{product}", "quantity": "{quantity}", "unitPrice": "{unit_price}"}}
group: consecutive rows with the same value are lines of one fact. distinct: only the first row with a value
makes a fact. A list of maps applies all of them to every row, in order.

Files must be UTF-8. What is refused is in FILE.errors.ndjson, and the exit code is 1. Recorded means that the
figures have it: the position printed is covered.`;

/** @returns the exit code: 1 if facts were refused */
async function record(files: readonly ImportFile[], options: Options): Promise<number> {
  const summary = new RefusalSummary();
  const kept: string[] = [];
  const counts = await onBookOrNew(options, async (book) => {
    const sum = await interruptible(async (signal) => {
      const send: Send = (lines) => book.recordMany(lines, { patience: PATIENCE, signal, tell: complain });
      let soFar = NOTHING;
      for (const file of files) {
        const errors = await RefusalFile.begin(file.name);
        try {
          soFar = sumOf(soFar, await sent(file, send, summary, errors));
        } finally {
          if (await errors.close()) kept.push(errors.path);
        }
      }
      return soFar;
    });
    if (sum.position > 0) await untilCovered(book, String(sum.position));
    return sum;
  });
  const { rejected, position } = counts;
  say(`${told(counts)}; position ${String(position)}`);
  for (const line of summary.lines()) say(line);
  if (kept.length > 0) say(`what was refused and why is in ${kept.join(', ')}`);
  return rejected > 0 ? 1 : 0;
}

function told({ accepted, duplicates, rejected }: Counts): string {
  return `${String(accepted)} recorded, ${String(duplicates)} there before, ${String(rejected)} refused`;
}

/** @returns the exit code: 1 if facts would be refused */
async function tryOut(files: readonly ImportFile[], options: Options): Promise<number> {
  const summary = new RefusalSummary();
  const { accepted, duplicates, rejected } = await onTrial(options, async (send) => {
    let sum = NOTHING;
    for (const file of files) sum = sumOf(sum, await sent(file, send, summary));
    return sum;
  });
  say(
    `${String(accepted)} would be recorded, ${String(duplicates)} are there, ${String(rejected)} would be refused; nothing was recorded`,
  );
  for (const line of summary.lines()) say(line);
  return rejected > 0 ? 1 : 0;
}

/** Sends a file and shows how far it is. */
async function sent(file: ImportFile, send: Send, summary: RefusalSummary, errors?: RefusalFile): Promise<Counts> {
  const bar = progressBar(file.size);
  let facts = 0;
  try {
    return await sendFile(file, send, async (progress) => {
      facts += progress.facts;
      bar.update(progress.bytes, { facts });
      summary.add(progress.refusals);
      await errors?.add(progress.refusals);
    });
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    bar.stop();
    const { line, counts, cause } = error;
    complain(`${file.name}: everything before line ${String(line)} is settled: ${told(counts)}`);
    complain('start the same command again: it goes on there, what is recorded is passed over');
    throw cause;
  } finally {
    bar.stop();
  }
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
