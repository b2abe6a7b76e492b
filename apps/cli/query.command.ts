import { InvalidArgumentError, Option, type Command } from 'commander';
import { askServer } from './api-client.js';
import { connect, type Where } from './connect.js';
import { toCsv, toTable, type AnswerTable } from './format.js';

interface Options extends Where {
  readonly by?: readonly string[];
  readonly where?: Readonly<Record<string, readonly string[]>>;
  readonly grain?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly compare?: string;
  readonly format: 'table' | 'csv' | 'json';
}

export function addQuery(program: Command): void {
  program
    .command('query')
    .argument('<metric...>', 'such as revenue.net customers.active')
    .option('--by <dimensions>', 'up to three, comma-separated', (text) => text.split(','))
    .option('--where <dimension=values>', 'values comma-separated; may be repeated', addFilter)
    .option('--grain <grain>', 'day, week, month, quarter, year, fiscal-quarter, fiscal-year')
    .option('--from <date>')
    .option('--to <date>')
    .option('--as-of <date>', 'as of the end of this day')
    .option('--known-at <date>', 'with what was on record at the end of this day')
    .option('--compare <with>', 'previous-period or previous-year')
    .addOption(new Option('--format <format>').choices(['table', 'csv', 'json']).default('table'))
    .option('--url <url>', 'a running server; otherwise the data folder')
    .option('--data <folder>', 'the data folder')
    .description('ask for figures')
    .addHelpText(
      'after',
      '\nExample: tally query revenue.net orders --by region --grain month --from 2024-01-01 --format csv',
    )
    .action(async (metrics: readonly string[], options: Options) => {
      const connection = await connect(options);
      try {
        process.stdout.write(await ask(connection.url, metrics, options));
      } finally {
        await connection.close();
      }
    });
}

async function ask(url: string, metrics: readonly string[], options: Options): Promise<string> {
  const { format, url: _url, data: _data, ...question } = options;
  const body = { metrics: metrics.flatMap((names) => names.split(',')), ...question };
  const answer = await askServer<AnswerTable>(url, '/v1/query', body);
  if (format === 'json') return `${JSON.stringify(answer, null, 2)}\n`;
  return format === 'csv' ? toCsv(answer) : toTable(answer);
}

function addFilter(text: string, known: Record<string, string[]> = {}): Record<string, string[]> {
  const [, name, values] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || values === undefined)
    throw new InvalidArgumentError('it must look like region=north,south');
  return { ...known, [name]: values.split(',') };
}
