import type { Column, QueryAnswer } from '#client/index.js';
import { printable } from './screen.js';

/** Figures as they are printed, by column. */
export interface Table extends Pick<QueryAnswer, 'rows'> {
  readonly columns: readonly Pick<Column, 'name' | 'type'>[];
}

/** Aligned columns, with the totals below where there are some. */
export function toTable({ columns, rows, totals }: Table & Partial<Pick<QueryAnswer, 'totals'>>): string {
  const total = totals && columns.map(({ name }, i) => (name in totals ? shown(totals[name]) : i === 0 ? 'total' : ''));
  const body = rows.map((row) => columns.map(({ name }) => shown(row[name])));
  const lines = [
    columns.map(({ name }) => oneLine(name)),
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
