import type { Command } from 'commander';
import type { AskSqlBody, Client, SqlAnswer } from '#client/index.js';
import { addWhere, onCoveredBook, type Where } from './connect.js';
import { addForm, checkForm, give, type Form } from './form.js';
import { toTable, type Table } from './table.js';
import { collected } from './collected.js';

interface Options extends Where, Form {
  readonly param: readonly string[];
}

export function addSql(program: Command): void {
  addForm(addWhere(program.command('sql')))
    .argument('<select>', 'one SELECT over the tables of facts (infra/docs/sql.md)')
    .option('--param <value>', 'the value of $1; may be repeated for $2 and so on', collected, [])
    .description('ask the facts in SQL')
    .addHelpText(
      'after',
      '\nExample: tally sql "SELECT region, sum(net) FROM sales WHERE day <= $1 GROUP BY ALL" --param 2024-03-31',
    )
    .action(async (select: string, options: Options) => {
      checkForm(options);
      await onCoveredBook(options, (book, position) => ask(book, position, select, options));
    });
}

function ask(book: Client, position: string, sql: string, options: Options): Promise<void> {
  const { param } = options;
  const body: AskSqlBody = { sql, position, ...(param.length > 0 && { params: param }) };
  return give(options, {
    whole: () => book.askSql(body),
    print: (answer) => toTable(tableOf(answer)),
    file: (form) => book.files.askSql(form, body),
  });
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
