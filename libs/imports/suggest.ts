import { quoted } from './columns.js';
import { dateFormatsOf, dateIn, readings } from './date-formats.js';
import { ImportError } from './import-error.js';
import { loadTable } from './load-table.js';
import type { ToMap } from './mapped-file.js';
import { READING_OPTIONS, type ReadingOptions } from './reading-options.js';
import { rolesOf, type Role } from './roles.js';
import { Scratch } from './scratch.js';
import { kindOf } from './source-file.js';
import { FILE } from './table-name.js';
import { tableOf } from './table-of-file.js';

/** What is known of a file's columns. */
interface Seen {
  readonly columns: readonly string[];
  readonly roles: ReadonlyMap<Role, string>;
  /** Of the columns that are dates. */
  readonly dates: ReadonlyMap<string, readonly string[]>;
  /** Columns whose amounts have a decimal comma. */
  readonly commas: ReadonlySet<string>;
  /** Columns of amounts such as "2,000", which can be read in two ways, where no other column tells. */
  readonly unclear: ReadonlySet<string>;
}

/** What a file does not tell and a map for it has to: it is asked, never guessed. */
export interface DateQuestion {
  readonly column: string;
  /** A value of it that can be read in each way. */
  readonly value: string;
  /** The ways to read it: the format (of strptime), the day that the value is then, and the map. */
  readonly choices: readonly { readonly format: string; readonly day: string; readonly map: string }[];
}

export interface Suggestion {
  readonly columns: readonly string[];
  /** SQL; where there is a question it does not run until that is answered. */
  readonly map: string;
  readonly question?: DateQuestion;
}

/** A first map for a file, to be edited: what its columns seem to mean, and how its dates are written. @throws ImportError */
export async function suggestedMap(name: string, options: ReadingOptions): Promise<string> {
  return (await suggestionFor(name, options)).map;
}

/** The same with what it leaves open. @param limits for what the work may take @throws ImportError */
export async function suggestionFor(
  name: string,
  options: ReadingOptions,
  { room, most }: Pick<ToMap, 'room' | 'most'> = {},
): Promise<Suggestion> {
  if (kindOf(name) === 'ndjson')
    throw new ImportError('--suggest is for CSV, TSV, XLSX and XML; NDJSON lines are facts already');
  const scratch = await Scratch.open(room);
  try {
    const table = await tableOf(name, options, most === undefined ? {} : { most });
    await loadTable(scratch, FILE, table, new AbortController().signal);
    const seen = await lookAt(scratch, table.columns);
    const question = await dateQuestion(scratch, seen, (format) => mapOf(withFormat(seen, format), options));
    return { columns: table.columns, map: mapOf(seen, options), ...(question !== undefined && { question }) };
  } finally {
    await scratch.close();
  }
}

function mapOf(seen: Seen, options: ReadingOptions): string {
  const given = READING_OPTIONS.flatMap((option) => {
    const value = options[option];
    return value === undefined ? [] : [`-- ${option}: ${value}`];
  });
  return `${[...given, ...described(seen), '', ...dateMacro(seen), ...statements(seen)].join('\n')}\n`;
}

/** As if the column of dates could be read in one way only. */
function withFormat(seen: Seen, format: string): Seen {
  const column = seen.roles.get('date') ?? '';
  return { ...seen, dates: new Map([...seen.dates, [column, [format]]]) };
}

async function dateQuestion(
  scratch: Scratch,
  { roles, dates }: Seen,
  mapWith: (format: string) => string,
): Promise<DateQuestion | undefined> {
  const column = roles.get('date');
  const formats = column === undefined ? [] : (dates.get(column) ?? []);
  if (column === undefined || formats.length < 2) return undefined;
  const { value, days } = await readings(scratch, FILE, column, formats);
  const choices = formats.map((format, i) => ({ format, day: days[i] ?? '', map: mapWith(format) }));
  return { column, value, choices };
}

async function lookAt(scratch: Scratch, columns: readonly string[]): Promise<Seen> {
  const roles = rolesOf(columns);
  const dates = new Map<string, readonly string[]>();
  const marks = new Map<string, Mark>();
  for (const column of columns) {
    const formats = await dateFormatsOf(scratch, FILE, column);
    if (formats.length > 0) dates.set(column, formats);
    else marks.set(column, await markOf(scratch, column));
  }
  const marked = (mark: Mark): readonly string[] => columns.filter((column) => marks.get(column) === mark);
  // One program wrote all of them.
  const isToldByOthers = marked('comma').length > 0 && marked('point').length === 0;
  const [commas, unclear] = isToldByOthers
    ? [[...marked('comma'), ...marked('either')], []]
    : [marked('comma'), marked('point').length > 0 ? [] : marked('either')];
  return { columns, roles, dates, commas: new Set(commas), unclear: new Set(unclear) };
}

/** What stands before the decimals of a column of amounts: `either` where no row tells, undefined where there are no amounts, or none of both. */
type Mark = 'comma' | 'point' | 'either' | undefined;

async function markOf({ connection }: Scratch, column: string): Promise<Mark> {
  const name = quoted(column);
  const [point, comma] = [`TRY(money(${name}))`, `TRY(money_comma(${name}))`];
  const sql = `SELECT count(${name}), count(${point}), count(${comma}), count(*) FILTER (${point} <> ${comma}) FROM ${FILE}`;
  const [[all, points, commas, differ] = []] = (await connection.runAndReadAll(sql)).getRows();
  if (all === commas && all !== points) return 'comma';
  if (all === points && all !== commas) return 'point';
  return all === points && differ !== 0n ? 'either' : undefined;
}

/** A line for each column: what it seems to be. */
function described({ columns, roles, dates, commas, unclear }: Seen): readonly string[] {
  const roleOf = new Map([...roles].map(([role, column]) => [column, role]));
  return columns.map((column) => {
    const formats = dates.get(column);
    const what = [
      ...(roleOf.has(column) ? [`the ${roleOf.get(column) ?? ''}`] : []),
      ...(formats === undefined ? [] : [`a date, ${formats.join(' or ')}`]),
      ...(commas.has(column) ? ['an amount with a decimal comma'] : []),
      ...(unclear.has(column) ? ['an amount; no row tells thousands from decimals: money or money_comma'] : []),
    ];
    return `--   ${column}: ${what.length === 0 ? '?' : what.join(', ')}`;
  });
}

/** The date, in the one way that it can be read, or both to choose from. */
function dateMacro({ roles, dates }: Seen): readonly string[] {
  const column = roles.get('date');
  const formats = column === undefined ? [] : (dates.get(column) ?? []);
  if (column === undefined) return ['-- No column seems to be a date: say when it happened.', ''];
  const ways = formats.map((format) => `CREATE MACRO moment(text) AS ${dateIn('text', format)};`);
  if (ways.length === 1) return [...ways, ''];
  if (ways.length === 0) return [`-- How ${quoted(column)} says a date could not be told: see strptime.`, ''];
  return [
    `-- No row tells which is the day and which the month in ${quoted(column)}. Take the dashes away before the right line:`,
    ...ways.map((way) => `-- ${way}`),
    '',
  ];
}

function statements(seen: Seen): readonly string[] {
  const { roles } = seen;
  const isDeal = roles.has('stage') && !roles.has('product');
  return [...customers(seen), ...(isDeal ? deals(seen) : sales(seen))];
}

function customers({ roles }: Seen): readonly string[] {
  const [customer, email] = [roles.get('customer'), roles.get('email')];
  if (customer === undefined) return [];
  return [
    `SELECT 'RegisterCustomer' AS type, ${quoted(customer)} AS id, min(moment(${date(roles)})) AS registeredAt,`,
    ...(email === undefined ? [] : [`  any_value(${quoted(email)}) AS email,`]),
    `  min(line) AS line`,
    `FROM file WHERE ${quoted(customer)} IS NOT NULL GROUP BY ${quoted(customer)};`,
    '',
  ];
}

function sales(seen: Seen): readonly string[] {
  const { roles } = seen;
  const order = roles.get('order');
  const amounts = (['unitPrice', 'amount'] as const).filter((role) => roles.has(role)).slice(0, 1);
  const quantity = roles.has('quantity') ? amountIn(seen, 'quantity') : '1';
  const line = [
    `product: ${roles.has('product') ? column(seen, 'product') : `'?'`}`,
    `quantity: ${quantity}`,
    ...(amounts.length === 0 ? ['amount: 0'] : amounts.map((role) => `${role}: ${amountIn(seen, role)}`)),
  ];
  return [
    `SELECT 'RecordSale' AS type, ${order === undefined ? 'line::VARCHAR' : quoted(order)} AS id,`,
    ...(roles.has('customer') ? [`  any_value(${column(seen, 'customer')}) AS customerId,`] : []),
    `  min(moment(${date(roles)})) AS occurredAt,`,
    ...(roles.has('currency') ? [`  any_value(upper(${column(seen, 'currency')})) AS currency,`] : []),
    ...(['region', 'salesperson'] as const).flatMap((role) =>
      roles.has(role) ? [`  any_value(${column(seen, role)}) AS ${role},`] : [],
    ),
    `  list({${line.join(', ')}} ORDER BY line) AS lines,`,
    `  min(line) AS line`,
    `FROM file${roles.has('quantity') ? ` WHERE ${quantity} > 0` : ''} GROUP BY id;`,
  ].map((text) => text.replace('GROUP BY id', `GROUP BY ${order === undefined ? 'line' : quoted(order)}`));
}

function deals(seen: Seen): readonly string[] {
  const { roles } = seen;
  const fields = (
    [
      ['customer', 'customerId'],
      ['title', 'title'],
      ['salesperson', 'salesperson'],
      ['region', 'region'],
    ] as const
  ).flatMap(([role, field]) => (roles.has(role) ? [`  ${column(seen, role)} AS ${field},`] : []));
  return [
    `SELECT 'OpenOpportunity' AS type, ${column(seen, 'order')} AS id, moment(${date(roles)}) AS openedAt,`,
    ...fields,
    ...(roles.has('amount') ? [`  ${amountIn(seen, 'amount')} AS value,`] : []),
    '  line',
    'FROM file;',
  ];
}

function date(roles: Seen['roles']): string {
  return roles.has('date') ? quoted(roles.get('date') as string) : 'NULL';
}

function column({ roles }: Seen, role: Role): string {
  return quoted(roles.get(role) ?? role);
}

function amountIn(seen: Seen, role: Role): string {
  const name = seen.roles.get(role) ?? role;
  return `${seen.commas.has(name) ? 'money_comma' : 'money'}(${quoted(name)})`;
}
