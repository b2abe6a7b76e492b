import type { Table } from './table.js';

const BYTE_ORDER_MARK = '\ufeff';
/** What a spreadsheet takes for a formula, or might after it has dropped what it does not show. */
const FORMULA = /^[=+\-@\p{Cc}]/u;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * RFC 4180 with a header; figures exactly as answered, null as an empty field. A cell that a spreadsheet would run as a formula begins
 * with an apostrophe.
 */
export function toCsv({ columns, rows }: Table, { bom }: { readonly bom: boolean }): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ name }) => row[name]))];
  return (bom ? BYTE_ORDER_MARK : '') + lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
