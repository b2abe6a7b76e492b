import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatDecimal } from '#kernel/decimal.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import type { FactIndex } from '#kernel/ports/fact-index.js';
import type { Cell } from '#kernel/ports/views.js';
import { ACTIVE_STAGES } from '#subjects/customers/timeline/standing.js';
import { LAST_DAY } from './questions.js';

/** What somebody keeps who needs no history: what is true today, a row for every line that was sold and every customer. As CSV without a head. */
export interface Flat {
  readonly sales: string;
  readonly customers: string;
  /** How often everything is there, each time with other customers and sales. */
  readonly copies: number;
}

/** The columns and their types, in the words that DuckDB and PostgreSQL share. `net` is in the base currency, 0 where that is not known. */
export const FLAT_TABLES = {
  sales: {
    day: 'date',
    sale: 'varchar',
    customer: 'varchar',
    region: 'varchar',
    salesperson: 'varchar',
    channel: 'varchar',
    product: 'varchar',
    category: 'varchar',
    segment: 'varchar',
    source: 'varchar',
    orders: 'integer',
    lines: 'integer',
    units: 'numeric(18,6)',
    net: 'numeric(18,6)',
  },
  customers: {
    customer: 'varchar',
    stage: 'varchar',
    tier: 'varchar',
    region: 'varchar',
    segment: 'varchar',
    source: 'varchar',
    salesperson: 'varchar',
    is_active: 'boolean',
  },
} as const;

const FIRST = parseDay('2023-01-01') as number;
const LAST = parseDay(LAST_DAY) as number;
const ACTIVE: readonly string[] = ACTIVE_STAGES;
const TEXTS = ['region', 'salesperson', 'channel', 'product', 'category', 'segment', 'source'];
const PARTS = ['stage', 'tier', 'region', 'segment', 'source', 'salesperson'];

export async function makeFlat(index: FactIndex, folder: string): Promise<Omit<Flat, 'copies'>> {
  const flat = { sales: join(folder, 'sales.csv'), customers: join(folder, 'customers.csv') };
  await pipeline(Readable.from(salesOf(index)), createWriteStream(flat.sales));
  await pipeline(Readable.from(customersOf(index)), createWriteStream(flat.customers));
  return flat;
}

/** A table's rows as often as they are to be there: `-0`, `-1`, … behind the names of customers and sales, as in `CopiedChain`. */
export function copied(table: keyof typeof FLAT_TABLES, copies: number, from: string): string {
  if (copies === 1) return `SELECT * FROM ${from}`;
  const columns = Object.keys(FLAT_TABLES[table]).map((name) => {
    if (name === 'sale') return `sale || suffix AS sale`;
    return name === 'customer' ? `CASE customer WHEN '' THEN '' ELSE customer || suffix END AS customer` : name;
  });
  const suffixes = `SELECT '-' || n AS suffix FROM generate_series(0, ${String(copies - 1)}) AS numbers(n)`;
  return `SELECT ${columns.join()} FROM ${from}, (${suffixes}) AS suffixes`;
}

/** Ten days at a time: what is grouped by sale is large. */
async function* salesOf(index: FactIndex): AsyncIterable<string> {
  const group = ['day', 'record', 'customer', ...TEXTS, 'converted'];
  const measures = ['orders', 'lines', 'units', 'gross', 'discount', 'refunded'];
  for (let from = FIRST; from <= LAST; from += 10) {
    const windows = [{ from, to: Math.min(from + 9, LAST) }];
    const { cells } = await index.sums([{ series: 'sales', measures, where: {}, group, windows }]);
    yield (cells[0] ?? []).map(saleOf).join('');
  }
}

function saleOf({ group, sums }: Cell): string {
  const [day = '', ...texts] = group;
  const isConverted = texts.pop() === '1';
  const [orders = 0n, lines = 0n, units = 0n, gross = 0n, discount = 0n, refunded = 0n] = sums;
  const net = isConverted ? gross - discount - refunded : 0n;
  return row([
    quoted(formatDay(Number(day))),
    ...texts.map(quoted),
    String(orders),
    String(lines),
    formatDecimal(units),
    formatDecimal(net),
  ]);
}

/** Everybody is where more moves led in than out. */
async function* customersOf(index: FactIndex): AsyncIterable<string> {
  const moved = (side: 'to' | 'from') =>
    ({
      series: 'moves',
      measures: ['moves'],
      where: {},
      group: ['customer', ...PARTS.map((part) => `${side}_${part}`)],
      windows: [{ to: LAST }],
    }) as const;
  const { cells } = await index.sums([moved('to'), moved('from')]);
  const [into = [], out = []] = cells;
  const left = new Map(out.map(({ group, sums }) => [group.join('\0'), sums[0] ?? 0n]));
  for (const { group, sums } of into) {
    const [customer = '', stage = '', ...parts] = group;
    if (stage === '' || (sums[0] ?? 0n) === (left.get(group.join('\0')) ?? 0n)) continue;
    yield row([...[customer, stage, ...parts].map(quoted), String(ACTIVE.includes(stage))]);
  }
}

function row(cells: readonly string[]): string {
  return `${cells.join()}\n`;
}

/** Quoted always: an empty text is none that is missing. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
