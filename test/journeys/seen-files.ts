import { readDecimal } from '#kernel/decimal.js';
import { seenByDuckDb, seenInSheet, type Seen } from '#testing/read-files.js';
import type { Rows } from './stage.js';

export interface Listed {
  readonly name: string;
  readonly type: string;
  readonly additive: boolean;
  readonly dimensions: readonly string[];
  readonly onlyBy?: string;
}

export interface Answered {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: Rows;
  readonly totals: Rows[0];
  readonly meta: { readonly position: string };
}

export const FORMATS = ['csv', 'xlsx', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** What the targets that are asked for are of. */
const TARGETED = 'revenue.net';
export const SPAN = { from: '2023-01-01', to: '2024-12-31' };

/** Figures as they are compared: exactly, however they are written. */
export function plain(value: string | number | null | undefined, type: string): string | number | null {
  if (value === null || value === undefined || value === '') return type === 'string' ? '' : null;
  if (type === 'string') return String(value);
  return type === 'number' ? Number(value) : String(readDecimal(String(value)));
}

/** Questions that have every metric, each by its first dimension; targets are of another metric, and go by its dimensions. */
export function askedTogether(metrics: readonly Listed[]) {
  const keyOf = ({ onlyBy, dimensions }: Listed) => onlyBy ?? dimensions[0] ?? TARGETED;
  const groups = Map.groupBy(metrics, keyOf);
  return [...groups].map(([key, group]) => {
    if (key === TARGETED) return { by: 'region', where: { metric: [TARGETED] }, group };
    const isOnly = group.some(({ onlyBy }) => onlyBy !== undefined);
    return { by: key, where: isOnly ? { [key]: ['EUR'] } : {}, group };
  });
}

/** Of a column, in millionths. */
export function sumOf(rows: Seen['rows'], column: number): bigint {
  return rows.reduce<bigint>((total, row) => total + readDecimal(row[column] ?? '0'), 0n);
}

/** The rows below the head, and totals where the format has them. */
export async function seen(bytes: Uint8Array, format: Format) {
  if (format !== 'xlsx') return { rows: (await seenByDuckDb(bytes, format)).rows, totals: undefined };
  const rows = (await seenInSheet(bytes, 'table')).slice(1);
  const hasTotals = rows.at(-1)?.[0] === 'total';
  return { rows: hasTotals ? rows.slice(0, -1) : rows, totals: hasTotals ? rows.at(-1) : undefined };
}
