import { Problem } from '#kernel/problem.js';
import type { Cell, CellType } from '#kernel/table.js';
import { parseDay } from '#kernel/time/calendar.js';

/** Which line of a sheet a cell is in. */
export type Line = 'head' | 'body' | 'totals';

/** The places of cell formats in `STYLES`. */
const FORMATS: Readonly<Record<Line, Readonly<Record<'text' | 'amount' | 'count' | 'day', number>>>> = {
  head: { text: 1, amount: 1, count: 1, day: 1 },
  body: { text: 0, amount: 2, count: 3, day: 4 },
  totals: { text: 5, amount: 6, count: 7, day: 5 },
};

/** Bold heads, bold totals under a line, amounts with up to six decimals, days. */
export const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00####"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="2"><border/><border><left/><right/><top style="thin"/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="8"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/>' +
  '<xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" borderId="1" applyFont="1" applyBorder="1"/>' +
  '<xf numFmtId="164" fontId="1" borderId="1" applyNumberFormat="1" applyFont="1" applyBorder="1"/>' +
  '<xf numFmtId="3" fontId="1" borderId="1" applyNumberFormat="1" applyFont="1" applyBorder="1"/></cellXfs></styleSheet>';

/** Digits that a cell, which is a double, holds exactly. */
const DIGITS = 15;
/** Characters that a cell may have. */
const MOST_TEXT = 32_767;
/** A sheet counts days from there; before March 1900 it counts one that there never was. */
const EPOCH = -25_569;
const FIRST_DAY = 61;

/** A cell of a sheet, in the place that is named; nothing for one that is empty. @throws Problem for a text that no cell can hold */
export function cellXml(place: string, value: Cell, type: CellType, line: Line): string {
  if (value === null || value === '')
    return line === 'totals' ? `<c r="${place}" s="${String(FORMATS.totals.text)}"/>` : '';
  const formats = FORMATS[line];
  if (line !== 'head') {
    const day = type === 'date' ? serialOf(String(value)) : undefined;
    if (day !== undefined) return number(place, String(day), formats.day);
    if (type === 'decimal' && isExact(String(value))) return number(place, String(value), formats.amount);
    if (type === 'integer' && isExact(String(value))) return number(place, String(value), formats.count);
    if (type === 'number' && Number.isFinite(Number(value))) return number(place, String(value), formats.text);
    if (type === 'boolean') return `<c r="${place}" t="b"><v>${value === true ? '1' : '0'}</v></c>`;
  }
  return `<c r="${place}" s="${String(formats.text)}" t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`;
}

function number(place: string, digits: string, format: number): string {
  return `<c r="${place}" s="${String(format)}"><v>${digits}</v></c>`;
}

/** Whether a decimal has no more digits than a double keeps. */
function isExact(decimal: string): boolean {
  const digits = decimal.replace('-', '');
  const significant = digits.includes('.') ? digits.replace('.', '') : digits.replace(/0+$/, '');
  return significant.replace(/^0+/, '').length <= DIGITS;
}

function serialOf(date: string): number | undefined {
  const day = parseDay(date);
  return day === undefined || day - EPOCH < FIRST_DAY ? undefined : day - EPOCH;
}

/** What XML cannot say, as the escape that spreadsheets have for it; what looks like one already, as text. */
export function escaped(text: string): string {
  if (text.length > MOST_TEXT)
    throw new Problem(
      'answer-too-large',
      `a text is longer than the ${String(MOST_TEXT)} characters of a cell of XLSX: ask for csv or parquet`,
    );
  return text
    .toWellFormed()
    .replace(/_x[0-9A-Fa-f]{4}_/g, (found) => `_x005F${found}`)
    .replace(UNSAYABLE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const UNSAYABLE = /(?![\t\n])[\p{Cc}\ufffe\uffff]/gu;

/** The letters of a column, A for 0. */
export function lettersOf(column: number): string {
  const before = Math.floor(column / 26) - 1;
  return (before < 0 ? '' : lettersOf(before)) + String.fromCharCode(65 + (column % 26));
}
