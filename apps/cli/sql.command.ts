import { Option, type Command } from 'commander';
import type { AskSqlBody, Client, SqlAnswer } from '#client/index.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { toCsv } from './csv.js';
import { write } from './screen.js';
import { toTable, type Table } from './table.js';

interface Options extends Where {
  readonly param: readonly string[];
  readonly format: 'table' | 'csv' | 'json';
  readonly bom?: boolean;
}

export function addSql(program: Command): void {
  addWhere(program.command('sql'))
    .argument('<select>', 'one SELECT over the tables of facts (infra/docs/sql.md)')
    .option('--param <value>', 'the value of $1; may be repeated for $2 and so on', collected, [])
    .addOption(new Option('--format <format>').choices(['table', 'csv', 'json']).default('table'))
    .option('--bom', 'begin a CSV with a byte order mark, for spreadsheets that want one')
    .description('ask the facts in SQL')
    .addHelpText(
      'after',
      '\nExample: tally sql "SELECT region, sum(net) FROM sales WHERE day <= $1 GROUP BY ALL" --param 2024-03-31',
    )
    .action(async (select: string, options: Options) => {
      write(await onCoveredBook(options, (book, position) => ask(book, position, select, options)));
    });
}

async function ask(book: Client, position: string, sql: string, options: Options): Promise<string> {
  const { param, format, bom = false } = options;
  const body: AskSqlBody = { sql, position, ...(param.length > 0 && { params: param }) };
  const answer = await book.askSql(body);
  if (format === 'json') return `${JSON.stringify(answer, null, 2)}\n`;
  const table = tableOf(answer);
  return format === 'csv' ? toCsv(table, { bom }) : toTable(table);
}

/** Only numbers stand on the right; lists and objects are as JSON has them. */
function tableOf({ columns, rows }: SqlAnswer): Table {
  return {
    columns: columns.map(({ name, type }) => ({ name, type: isNumber(type) ? type : 'string' })),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ name }) => [name, cellOf(row[name])]))),
  };
}

function isNumber(type: SqlAnswer['columns'][number]['type']): type is 'integer' | 'decimal' | 'number' {
  return type === 'integer' || type === 'decimal' || type === 'number';
}

function cellOf(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
