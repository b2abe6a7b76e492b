import { type DuckDBValue } from '@duckdb/node-api';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';
import type { Dictionary } from './dictionary.js';
import { columnNamed, isShared, quoted, type Layout } from './layout.js';

/** A statement and the values of its parameters, `$1` on. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly DuckDBValue[];
}

/** Before and after every day there is, as a column of days can hold them. */
const EVER = { before: -2_147_483_648, after: 2_147_483_647 } as const;

/**
 * One statement whose rows are the cells of a request: the window's number, the group values, the sums. It reads the facts once; where
 * there are several windows, each day that has facts is given its own first, which is a small table to join with.
 * @param request with at least one window
 */
export function sumsStatement(layout: Layout, request: SumRequest, dictionary: Dictionary): Statement {
  const values: DuckDBValue[] = [];
  const bound = (value: DuckDBValue): string => `$${String(values.push(value))}`;
  const [only] = request.windows;
  const several = request.windows.length > 1 || only === undefined;
  const conditions = [...spanned(request.windows), ...narrowed(request, dictionary, bound)];
  if (request.markBeforeWindow === true)
    conditions.push(`mark < ${several ? 'since' : String(sinceOf(only, EVER.after))}`);
  const facts = several ? `${quoted(layout.table)} JOIN days USING (valid)` : quoted(layout.table);
  const groups = request.group.map((name, i) => `${columnNamed(name)} AS g${String(i)}`);
  const keys = [several ? 'w' : '0 AS w', ...groups];
  const from = `FROM ${facts} WHERE ${conditions.join(' AND ')}`;
  const sql = request.distinct === undefined ? summed(request, keys, from) : counted(request, keys, from);
  return { sql: several ? `${daysOf(layout, request.windows)} ${sql}` : sql, values };
}

/** Cells that cancel out are none. */
function summed({ measures }: SumRequest, keys: readonly string[], from: string): string {
  const sums = measures.map((name) => `sum(${quoted(`m_${name}`)})`);
  return `SELECT ${[...keys, ...sums].join()} ${from} GROUP BY ALL HAVING ${sums.map((sum) => `${sum} <> 0`).join(' OR ')}`;
}

function counted({ measures, distinct, group }: SumRequest, keys: readonly string[], from: string): string {
  const positive = `sum(${quoted(`m_${measures[0] ?? ''}`)}) > 0`;
  const members = `SELECT ${keys.join()}, ${String(distinct)} AS member ${from} GROUP BY ALL HAVING ${positive}`;
  const names = ['w', ...group.map((_, i) => `g${String(i)}`)].join();
  return `SELECT ${names}, count(*) FROM (${members}) GROUP BY ${names}`;
}

/** Facts of days before the first window or after the last are not looked at. */
function spanned(windows: readonly Window[]): string[] {
  const first = windows[0]?.from;
  const last = `valid <= ${String(windows.at(-1)?.to ?? EVER.before)}`;
  return first === undefined ? [last] : [`valid >= ${String(first)}`, last];
}

function narrowed(
  { recordedTo, where }: SumRequest,
  dictionary: Dictionary,
  bound: (value: DuckDBValue) => string,
): string[] {
  const known = recordedTo === undefined ? [] : [`recorded <= ${String(recordedTo)}`];
  const named = Object.entries(where).map(([name, allowed]) => {
    const values = isShared(name) ? allowed.flatMap((text) => dictionary.idOf(text) ?? []) : allowed;
    return values.length === 0 ? 'false' : `${columnNamed(name)} IN (${values.map(bound).join()})`;
  });
  return [...known, ...named];
}

/** Each day that has facts and lies in a window, with the window's number and the day that its marks must lie before. */
function daysOf({ table }: Layout, windows: readonly Window[]): string {
  const rows = windows.map(
    (window, i) =>
      `(${String(i)},${String(sinceOf(window, EVER.before))},${String(window.to)},${String(sinceOf(window, EVER.after))})`,
  );
  const days = `SELECT DISTINCT valid FROM ${quoted(table)} WHERE ${spanned(windows).join(' AND ')}`;
  return `WITH days AS MATERIALIZED (SELECT valid, w, since FROM (${days})
    JOIN (VALUES ${rows.join()}) AS windows(w, first, last, since) ON valid BETWEEN first AND last)`;
}

function sinceOf(window: Window | undefined, otherwise: number): number {
  return window?.from ?? otherwise;
}
