import type { Column, QueryAnswer } from '#client/index.js';
import { printable } from './screen.js';

/** As much of an answer as is printed. */
export interface Table extends Pick<QueryAnswer, 'rows'> {
  readonly columns: readonly (Pick<Column, 'name' | 'type'> & Partial<Column>)[];
  readonly totals?: QueryAnswer['totals'];
  readonly meta?: Partial<Pick<QueryAnswer['meta'], 'currency' | 'incomplete'>>;
}

/** What follows a period that is not over. */
const INCOMPLETE = '…';

/** Aligned columns with the totals below where there are some; heads say the currency of money, and periods that are not over are marked. */
export function toTable({ columns, rows, totals, meta = {} }: Table): string {
  const { currency = '', incomplete = [] } = meta;
  const total = totals && columns.map(({ name }, i) => (name in totals ? shown(totals[name]) : i === 0 ? 'total' : ''));
  const marked = (text: string, column: number): string =>
    column === 0 && incomplete.includes(text) ? `${text}${INCOMPLETE}` : text;
  const body = rows.map((row) => columns.map(({ name }, i) => marked(shown(row[name]), i)));
  const lines = [
    columns.map((column) => oneLine(headOf(column, currency))),
    ...body,
    ...(totals !== undefined && total !== undefined && columns.some(({ name }) => !(name in totals)) ? [total] : []),
  ];
  const widths = columns.map((_, i) => lines.reduce((most, line) => Math.max(most, lengthOf(line[i] ?? '')), 0));
  return lines
    .map((line) =>
      line
        .map((text, i) => pad(text, widths[i] ?? 0, columns[i]?.type === 'string'))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function headOf({ name, unit, currency }: Table['columns'][number], base: string): string {
  const own = currency ?? base;
  return unit === 'money' && own !== '' ? `${name} (${own})` : name;
}

function shown(value: string | number | null | undefined): string {
  return oneLine(value === null || value === undefined ? '' : String(value));
}

/** What would break a row, or steer the terminal, as an escape. */
function oneLine(text: string): string {
  return printable(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
}

function pad(text: string, width: number, left: boolean): string {
  const missing = ' '.repeat(width - lengthOf(text));
  return left ? text + missing : missing + text;
}

/** In characters. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
