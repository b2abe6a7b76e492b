import { quoted } from './columns.js';
import type { Scratch } from './scratch.js';

const DAYS = [
  '%Y-%m-%d',
  '%Y/%m/%d',
  '%Y%m%d',
  '%d.%m.%Y',
  '%d.%m.%y',
  '%d/%m/%Y',
  '%m/%d/%Y',
  '%d/%m/%y',
  '%m/%d/%y',
  '%d-%m-%Y',
  '%m-%d-%Y',
  '%d %b %Y',
  '%b %d, %Y',
];
const TIMES = [
  '',
  ' %H:%M',
  ' %H:%M:%S',
  ' %I:%M %p',
  ' %I:%M:%S %p',
  ' %H:%M:%S %z',
  'T%H:%M:%S',
  'T%H:%M:%SZ',
  'T%H:%M:%S%z',
];
const FORMATS = DAYS.flatMap((day) => TIMES.map((time) => day + time));

/** The formats (as of strptime) in which every value of a column is a date: none, one, or two where day and month cannot be told apart. */
export async function dateFormatsOf(
  { connection }: Scratch,
  table: string,
  column: string,
): Promise<readonly string[]> {
  const fits = FORMATS.map((format) => `count(try_strptime(v, '${format}'))`);
  const sql = `SELECT count(*), ${fits.join(', ')} FROM (SELECT DISTINCT ${quoted(column)} AS v FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL)`;
  const [counts = []] = (await connection.runAndReadAll(sql)).getRows();
  const [all = 0n, ...fitting] = counts.map(Number);
  return all === 0n || all === 0 ? [] : FORMATS.filter((_, i) => fitting[i] === all);
}

/** SQL for the date that a column says, or the instant where it says a time. */
export function dateIn(column: string, format: string): string {
  const parsed = `strptime(${column}, '${format}')`;
  return format.includes('%H') || format.includes('%I') ? parsed : `${parsed}::DATE`;
}

/** A value of a column, one that is another day in each format where there is any, and the day that it is in each of them. */
export async function readings(
  { connection }: Scratch,
  table: string,
  column: string,
  formats: readonly string[],
): Promise<{ readonly value: string; readonly days: readonly string[] }> {
  const days = formats.map((format) => `strptime(v, '${format}')::DATE::VARCHAR`);
  const sql = `SELECT v, ${days.join(', ')} FROM (SELECT ${quoted(column)} AS v FROM ${quoted(table)} WHERE ${quoted(column)} IS NOT NULL)
    ORDER BY len(list_distinct([${days.join(', ')}])) DESC, v LIMIT 1`;
  const [[value = '', ...read] = []] = (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(String));
  return { value, days: read };
}
