import { once } from 'node:events';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { listOf } from '#kernel/list-of.js';
import type { Client, FileForm, QueryAnswer, QueryBody, TableFile } from '#client/index.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { ownFile } from './own-file.js';
import { write } from './screen.js';
import { toTable } from './table.js';
import { UsageError } from './usage-error.js';

interface Options extends Where {
  readonly by?: readonly string[];
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly grain?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly compare?: string;
  readonly format: 'table' | 'json' | FileForm['format'];
  readonly bom?: boolean;
  readonly out?: string;
}

export function addQuery(program: Command): void {
  addWhere(program.command('query'))
    .argument('<metric...>', 'such as revenue.net customers.active')
    .option('--by <dimensions>', 'up to three, comma-separated', listOf)
    .option('--where <dimension=values>', 'values comma-separated (\\, is a comma); may be repeated', addFilter)
    .option('--grain <grain>', 'day, week, month, quarter, year, fiscal-quarter, fiscal-year')
    .option('--from <date>')
    .option('--to <date>')
    .option('--as-of <date>', 'as of the end of this day')
    .option('--known-at <date>', 'with what was on record at the end of this day')
    .option('--compare <with>', 'previous-period or previous-year')
    .addOption(new Option('--format <format>').choices(['table', 'csv', 'json', 'xlsx', 'parquet']).default('table'))
    .option('--out <file>', 'where it goes; to the screen unless named')
    .option('--bom', 'begin a CSV with a byte order mark, for spreadsheets that want one')
    .description('ask for figures')
    .addHelpText(
      'after',
      '\nExample: tally query revenue.net orders --by region --grain month --from 2024-01-01 --format csv',
    )
    .action(async (metrics: readonly string[], options: Options) => {
      const { out, format } = options;
      if (out === undefined && BINARY.includes(format) && process.stdout.isTTY)
        throw new UsageError(`${format} is nothing for a screen: name a file with --out`);
      await onCoveredBook(options, (book, position) => ask(book, position, metrics, options));
    });
}

const BINARY: readonly Options['format'][] = ['xlsx', 'parquet'];

async function ask(book: Client, position: string, metrics: readonly string[], options: Options): Promise<void> {
  const { format, bom = false, out, url: _url, data: _data, ...question } = options;
  // As it was typed: the server says what is possible.
  const body = { metrics: metrics.flatMap((names) => listOf(names)), ...question, position } as QueryBody;
  if (format === 'table' || format === 'json') return put([textOf(await book.query(body), format)], out);
  const { content } = await book.files.query({ format, bom }, body);
  return put(content, out);
}

function textOf(answer: QueryAnswer, format: 'table' | 'json'): string {
  return format === 'json' ? `${JSON.stringify(answer, null, 2)}\n` : toTable(answer);
}

/** Into a file as it comes, or to the screen. */
async function put(pieces: Iterable<string> | TableFile['content'], out: string | undefined): Promise<void> {
  if (out === undefined) return toScreen(pieces);
  const file = await ownFile(out);
  try {
    for await (const piece of pieces) await file.writeFile(piece);
  } finally {
    await file.close();
  }
}

/** Of a terminal as text that does not steer it. */
async function toScreen(pieces: Iterable<string> | TableFile['content']): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const piece of pieces) {
    if (typeof piece === 'string') write(piece);
    else if (process.stdout.isTTY) write(decoder.decode(piece, { stream: true }));
    else if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
  }
}

type Filters = Readonly<Record<string, readonly string[]>>;

function addFilter(text: string, known: Filters = {}): Filters {
  const [, name, values] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || values === undefined)
    throw new InvalidArgumentError('it must look like region=north,south');
  return { ...known, [name]: [...(known[name] ?? []), ...listOf(values)] };
}
