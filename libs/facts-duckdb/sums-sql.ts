import { type DuckDBValue } from '@duckdb/node-api';
import type { SumRequest, Window } from '#kernel/ports/views-schema.js';
import type { Known } from './known.js';
import type { State } from './state.js';
import { columnNamed, isShared, measureNamed, type Layout } from './layout.js';
import { factsPlaced } from './places-sql.js';
import { daysTable } from './window-days.js';
import { factsWorth } from './worth-sql.js';

/** A statement and the values of its parameters, `$1` on: texts that somebody sent. One without any is asked in a single step. */
export interface Statement {
  readonly sql: string;
  readonly values: readonly DuckDBValue[];
}

/** Before every day there is, and after. */
const EVER = { before: -2_147_483_648, after: 2_147_483_647 } as const;

/** What the statements of a request are put together from. */
interface Parts {
  readonly request: SumRequest;
  /** The facts, with the windows of their days where there are several windows. */
  readonly from: string;
  readonly where: string;
  /** What they are grouped by beside the window: columns, each as `g0`, `g1` … */
  readonly groups: readonly string[];
}

/**
 * One statement whose rows are the cells of a request: the window's number, the group values, the sums. It reads the facts once.
 * @param request with at least one window @param moves by which it says where customers stand, if it does
 */
export function sumsStatement(layout: Layout, request: SumRequest, state: State, moves?: Layout): Statement {
  const { known } = state;
  const values: DuckDBValue[] = [];
  const bound = (value: DuckDBValue): string => `$${String(values.push(value))}`;
  const groups = request.group.map((name, i) => `${columnNamed(name)} AS g${String(i)}`);
  const { joined, conditions } = narrowed(request, known, bound);
  const where = [...spanned(request.windows), ...conditions].join(' AND ');
  const from = [factsOf(layout, request, state, moves, bound), ...joined].join(' ');
  const parts = { request, from, where, groups };
  const [only] = request.windows;
  if (only !== undefined && request.windows.length === 1) return { sql: ofOneWindow(parts, only), values };
  const days = `WITH days AS (${daysTable(known.daysOf(layout), request.windows)})`;
  return { sql: `${days} ${ofWindows(parts)}`, values };
}

/** Whether it is limited to texts that no fact has. */
export function isOfNothing({ where }: SumRequest, { texts }: Known): boolean {
  return Object.entries(where).some(
    ([name, allowed]) => isShared(name) && allowed.every((text) => texts.idOf(text) === undefined),
  );
}

/** What is asked about, for a FROM: with amounts and places as the request has them. */
function factsOf(
  layout: Layout,
  request: SumRequest,
  state: State,
  moves: Layout | undefined,
  bound: (value: string) => string,
): string {
  const { worth, places, recordedTo } = request;
  const { known } = state;
  const facts = state.factsFor(layout, request);
  const amounts = worth === undefined ? facts : factsWorth(facts, worth, request, layout, known);
  return places === undefined || moves === undefined
    ? amounts
    : factsPlaced(amounts, known.factsOf(moves), places, recordedTo, bound);
}

function ofOneWindow({ request, from, where, groups }: Parts, { from: since = EVER.after }: Window): string {
  const marked = request.markBeforeWindow === true ? ` AND mark < ${String(since)}` : '';
  return cellsOf(request, ['0 AS w', ...groups], `FROM ${from} WHERE ${where}${marked}`);
}

function ofWindows({ request, from, where, groups }: Parts): string {
  const isPerDay = request.distinct === undefined && request.markBeforeWindow !== true;
  if (!isPerDay || request.group.some((name) => !isShared(name) && name !== 'recorded')) {
    const marked = request.markBeforeWindow === true ? ' AND mark < since' : '';
    return cellsOf(request, ['w', ...groups], `FROM ${from} JOIN days USING (valid) WHERE ${where}${marked}`);
  }
  // There are far fewer days than facts: adding up per day first leaves little to be joined with the windows.
  const sums = request.measures.map((name) => `sum(${measureNamed(name)}) AS ${measureNamed(name)}`);
  const perDay = `SELECT ${['valid', ...groups, ...sums].join()} FROM ${from} WHERE ${where} GROUP BY ALL`;
  return cellsOf(request, ['w', ...groupNames(request)], `FROM (${perDay}) JOIN days USING (valid)`);
}

function cellsOf(request: SumRequest, keys: readonly string[], from: string): string {
  return request.distinct === undefined ? summed(request, keys, from) : counted(request, keys, from);
}

/** Cells that cancel out are none. */
function summed({ measures }: SumRequest, keys: readonly string[], from: string): string {
  const sums = measures.map((name) => `sum(${measureNamed(name)})`);
  return `SELECT ${[...keys, ...sums].join()} ${from} GROUP BY ALL HAVING ${sums.map((sum) => `${sum} <> 0`).join(' OR ')}`;
}

function counted(request: SumRequest, keys: readonly string[], from: string): string {
  const positive = `sum(${measureNamed(request.measures[0] ?? '')}) > 0`;
  const members = `SELECT ${keys.join()}, ${String(request.distinct)} AS member ${from} GROUP BY ALL HAVING ${positive}`;
  const names = ['w', ...groupNames(request)].join();
  return `SELECT ${names}, count(*) FROM (${members}) GROUP BY ${names}`;
}

function groupNames({ group }: SumRequest): readonly string[] {
  return group.map((_, i) => `g${String(i)}`);
}

/** Facts of days before the first window or after the last are not looked at. */
function spanned(windows: readonly Window[]): string[] {
  const first = windows[0]?.from;
  const last = `valid <= ${String(windows.at(-1)?.to ?? EVER.before)}`;
  return first === undefined ? [last] : [`valid >= ${String(first)}`, last];
}

/** What limits facts: what they are joined with, and conditions. */
interface Narrowing {
  readonly joined: readonly string[];
  readonly conditions: readonly string[];
}

function narrowed({ recordedTo, where }: SumRequest, known: Known, bound: (value: DuckDBValue) => string): Narrowing {
  const joined: string[] = [];
  const conditions = recordedTo === undefined ? [] : [`recorded <= ${String(recordedTo)}`];
  for (const [name, allowed] of Object.entries(where)) {
    const ids = isShared(name) ? idsOf(allowed, known) : [];
    const values = isShared(name) ? ids : allowed.map(bound);
    if (ids.length > 1) joined.push(among(columnNamed(name), ids, `among${String(joined.length)}`));
    else conditions.push(values.length === 0 ? 'false' : `${columnNamed(name)} IN (${values.join()})`);
  }
  return { joined, conditions };
}

function idsOf(texts: readonly string[], known: Known): readonly number[] {
  return [...new Set(texts.flatMap((text) => known.texts.idOf(text) ?? []))];
}

/** Looking up each fact's number takes half as long as comparing it with some of them in turn, however many they are. */
function among(column: string, ids: readonly number[], as: string): string {
  return `JOIN (SELECT unnest('[${ids.join()}]'::INTEGER[]) AS ${as}) ON ${as} = ${column}`;
}
