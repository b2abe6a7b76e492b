import type { Command } from 'commander';
import { tmpdir } from 'node:os';
import { onTrial } from '#book/importing/trial.js';
import { sendingTo } from '#book/importing/sending.js';
import { SentTypes } from '#book/importing/sent-types.js';
import type { ImportSource } from '#imports/import-source.js';
import { RefusalSummary } from '#imports/refusals.js';
import { BrokenOff, NOTHING, sendFile, sumOf, type Counts, type Send } from '#imports/send-file.js';
import { Calendar } from '#kernel/time/calendar.js';
import type { ReadingOptions } from '#imports/reading-options.js';
import { suggestedMap } from '#imports/suggest.js';
import { bookToTry } from './book-to-try.js';
import { collected } from './collected.js';
import { addWhere, onBookOrNew, PATIENCE, type Where } from './connect.js';
import { untilCovered } from './coverage.js';
import { addReading, readingSaid } from './file-options.js';
import { MAP_HELP } from './import-help.js';
import { sendingBar } from './import-progress.js';
import { closeSources, openSources, type Mapping } from './import-sources.js';
import { interruptible } from './interrupt.js';
import { RefusalFile } from './refusal-file.js';
import { refusalLines } from './refusal-lines.js';
import { complain, say, write } from './screen.js';

interface Options extends Where, Mapping, ReadingOptions {
  readonly dryRun?: boolean;
  readonly suggest?: boolean;
  readonly quiet?: boolean;
}

export function addImport(program: Command): void {
  const command = addWhere(program.command('import'))
    .argument('<file...>', '.csv, .tsv, .txt, .xlsx, .xml (UBL), .ndjson or .jsonl; .gz may follow')
    .option('--map <file>', 'SQL: how rows become facts')
    .option('--preset <name>', 'a map that is there already; the one that fits the header by itself')
    .option('--with <name=file>', 'one more table for the map', collected)
    .option('--dry-run', 'read, map and check every fact as the server would, record nothing')
    .option('--quiet', 'history: no alert fires for it')
    .option('--suggest', 'write a first map for the file, to edit');
  addReading(command)
    .description(
      'record the facts of files; the same file twice changes nothing, so one that broke off is started again',
    )
    .addHelpText('after', MAP_HELP)
    .action(async (names: readonly string[], options: Options) => {
      process.exitCode = await importFiles(names, options);
    });
}

/** @returns the exit code: 1 if facts were refused, or would be */
async function importFiles(names: readonly string[], options: Options): Promise<number> {
  const reading = readingSaid(options);
  if (options.suggest === true) {
    for (const name of names) write(await suggestedMap(name, reading));
    return 0;
  }
  return interruptible(async (signal) => {
    const sources = await openSources(names, options, reading, options, signal);
    try {
      return options.dryRun === true ? await tryOut(sources, options) : await record(sources, options, signal);
    } finally {
      await closeSources(sources);
    }
  });
}

async function record(sources: readonly ImportSource[], options: Options, signal: AbortSignal): Promise<number> {
  const { quiet = false } = options;
  const summary = new RefusalSummary();
  const kept: string[] = [];
  const counts = await onBookOrNew(options, async (book) => {
    const send: Send = (lines) => book.recordMany(lines, { patience: PATIENCE, signal, tell: complain, quiet });
    let sum = NOTHING;
    for (const source of sources) {
      const errors = await RefusalFile.begin(source.name);
      try {
        sum = sumOf(sum, await sent(source, send, summary, errors));
      } finally {
        if (await errors.close()) kept.push(errors.path);
      }
    }
    if (sum.position > 0) await untilCovered(book, String(sum.position));
    return sum;
  });
  const { rejected, position } = counts;
  say(`${told(counts)}; position ${String(position)}`);
  for (const line of refusalLines(await summary.told())) say(line);
  if (kept.length > 0) say(`what was refused and why is in ${kept.join(', ')}`);
  return rejected > 0 ? 1 : 0;
}

function told({ accepted, duplicates, rejected }: Counts): string {
  return `${String(accepted)} recorded, ${String(duplicates)} there before, ${String(rejected)} refused`;
}

async function tryOut(sources: readonly ImportSource[], options: Options): Promise<number> {
  const summary = new RefusalSummary();
  const types = new SentTypes();
  const { settings, book, close } = await bookToTry(options);
  const { timeZone, fiscalStart, currency } = settings;
  const calendar = new Calendar(timeZone, fiscalStart);
  const toTry = { calendar, currency, place: tmpdir(), ...(book && { book }) };
  const { accepted, duplicates, rejected } = await onTrial(toTry, async (ledger) => {
    let sum = NOTHING;
    const send = counting(sendingTo(ledger), types);
    for (const source of sources) sum = sumOf(sum, await sent(source, send, summary));
    return sum;
  }).finally(close);
  say(
    `${String(accepted)} would be recorded, ${String(duplicates)} are there, ${String(rejected)} would be refused; nothing was recorded`,
  );
  const ofTypes = Object.entries(types.told).map(([type, count]) => `${String(count)} ${type}`);
  if (ofTypes.length > 0) say(`facts: ${ofTypes.join(', ')}`);
  for (const line of refusalLines(await summary.told())) say(line);
  return rejected > 0 ? 1 : 0;
}

function counting(send: Send, types: SentTypes): Send {
  return (texts) => {
    for (const text of texts) types.add(text);
    return send(texts);
  };
}

/** Sends the facts of a file and shows how far it is. */
async function sent(source: ImportSource, send: Send, summary: RefusalSummary, errors?: RefusalFile): Promise<Counts> {
  const bar = sendingBar(source.size);
  let facts = 0;
  try {
    return await sendFile(source, send, async (progress) => {
      facts += progress.facts;
      bar.update(progress.done, facts);
      summary.add(progress.refusals, source.cellOf);
      await errors?.add(progress.refusals);
    });
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    bar.stop();
    const { next, counts, cause } = error;
    complain(`${source.name}: everything before ${source.placeOf(next)} is settled: ${told(counts)}`);
    complain('start the same command again: it goes on there, what is recorded is passed over');
    throw cause;
  } finally {
    bar.stop();
  }
}
