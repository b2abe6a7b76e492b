import { InvalidArgumentError, type Command } from 'commander';
import { listOf } from '#kernel/list-of.js';
import type { Client, FileForm, QueryAnswer, QueryBody, TableFile } from '#client/index.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { addForm, checkForm, give, type Form } from './form.js';
import { toTable } from './table.js';

interface Options extends Where, Form {
  readonly by?: readonly string[];
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly grain?: string;
  readonly from?: string;
  readonly to?: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly compare?: string;
  readonly currency?: string;
  readonly rates?: string;
  readonly organisation?: string;
  readonly includeExcluded?: boolean;
  readonly withQuestion?: boolean;
}

export function addQuery(program: Command): void {
  addForm(addWhere(program.command('query')))
    .argument('<metric...>', 'such as revenue.net customers.active')
    .option('--by <dimensions>', 'up to three, comma-separated', listOf)
    .option('--where <dimension=values>', 'values comma-separated (\\, is a comma); may be repeated', addFilter)
    .option('--grain <grain>', 'day, week, month, quarter, year, fiscal-quarter, fiscal-year, rolling-N-days')
    .option('--from <date>')
    .option('--to <date>')
    .option('--period <period>', 'in place of --from and --to: today, last-month, this-fiscal-year, last-7-days …')
    .option('--as-of <date>', 'as of the end of this day')
    .option('--known-at <date>', 'with what was on record at the end of this day')
    .option('--compare <with>', 'previous-period or previous-year')
    .option('--currency <code>', 'of all money, such as EUR: one that has rates')
    .option('--rates <day>', 'fact-day, today or a date at whose rates all amounts are converted')
    .option('--organisation <day>', 'then, today or a date: by what customers are at its end all facts are told apart')
    .option('--include-excluded', 'count customers who are excluded from figures, too')
    .option('--with-question', 'as {"question": …, "answer": …}, which `audit --figure` takes; with --format json')
    .description('ask for figures')
    .addHelpText(
      'after',
      '\nExample: tally query revenue.net orders --by region --grain month --from 2024-01-01 --format csv',
    )
    .action(async (metrics: readonly string[], options: Options) => {
      checkForm(options);
      await onCoveredBook(options, (book, position) => ask(book, position, metrics, options));
    });
}

function ask(book: Client, position: string, metrics: readonly string[], options: Options): Promise<void> {
  const { format: _format, bom: _bom, out: _out, url: _url, data: _data, keyFile: _key, ...said } = options;
  const { withQuestion = false, ...question } = said;
  // As it was typed: the server says what is possible.
  const body = { metrics: metrics.flatMap((names) => listOf(names)), ...question, position } as QueryBody;
  const file = (form: FileForm): Promise<TableFile> => book.files.query(form, body);
  const whole = (): Promise<QueryAnswer> => book.query(body);
  if (!withQuestion) return give(options, { whole, print: toTable, file });
  return give(options, {
    whole: async () => ({ question: body, answer: await whole() }),
    print: ({ answer }) => toTable(answer),
    file,
  });
}

type Filters = Readonly<Record<string, readonly string[]>>;

function addFilter(text: string, known: Filters = {}): Filters {
  const [, name, values] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || values === undefined)
    throw new InvalidArgumentError('it must look like region=north,south');
  return { ...known, [name]: [...(known[name] ?? []), ...listOf(values)] };
}
