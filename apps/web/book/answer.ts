import type { Column, QueryAnswer } from '#client/index.js';
import { addDays, daysOf } from './calendar.js';
import type { AboutBook } from './about-book.js';

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'] as const;

export function isPeriodColumn({ name }: Pick<Column, 'name'>): boolean {
  return GRAINS.some((grain) => grain === name) || rollingDays(name) !== undefined;
}

/** How many days end with the one that a row is of; undefined where rows go by the calendar. */
function rollingDays(grain: string): number | undefined {
  const [, days] = /^rolling-(\d+)-days$/.exec(grain) ?? [];
  return days === undefined ? undefined : Number(days);
}

/** What is shown as a chart or a table: an answer, or what is put together as one. */
export type Shown = Pick<QueryAnswer, 'columns' | 'rows' | 'totals'> & {
  readonly meta: Pick<QueryAnswer['meta'], 'position' | 'asOf' | 'knownAt' | 'incomplete' | 'currency'>;
};

/** Whether a column is what rows are told apart by, and no figure. */
export function isCut({ totals }: Pick<Shown, 'columns' | 'totals'>, { name }: Column): boolean {
  return !(name in totals);
}

/** What a column has of the period before; undefined for a figure of its own. */
export function comparedIn({ name }: Pick<Column, 'name'>): 'previous' | 'change' | undefined {
  return (['previous', 'change'] as const).find((end) => name.endsWith(`.${end}`));
}

/** The currency of a figure: its column's, or where each row has its own, that of its row; undefined where it is that of the answer. */
export function currencyOf(
  { currency }: Pick<Column, 'currency'>,
  row: QueryAnswer['rows'][number] = {},
): string | undefined {
  return currency === '' ? String(row['currency'] ?? '') : currency;
}

/**
 * How a figure of a metric is written: one that goes by currency alone is asked for in one, and is in that.
 * @param money of all others, where that is not the book's
 */
export function writtenAs(
  metric: string,
  where: { readonly currency?: string | readonly string[] | undefined } | undefined,
  { metrics }: AboutBook,
  money?: string,
): Pick<Column, 'type' | 'currency'> {
  const { type = 'decimal', onlyBy } = metrics.find(({ name }) => name === metric) ?? {};
  return { type, currency: onlyBy === 'currency' ? [where?.currency].flat()[0] : money };
}

/** What a row of an answer is of: the values of its dimensions, and its days within those that were asked for. */
export function partOf(
  { columns, ...answer }: QueryAnswer,
  row: QueryAnswer['rows'][number],
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  { fiscalStart }: AboutBook,
): { readonly where: Readonly<Record<string, readonly string[]>>; readonly from?: string; readonly to?: string } {
  const cuts = columns.filter((column) => isCut({ columns, ...answer }, column));
  const period = cuts.find(isPeriodColumn);
  const rolling = rollingDays(period?.name ?? '');
  const days = period === undefined ? undefined : daysOf(String(row[period.name]), fiscalStart);
  // Days that end with the first one asked for begin before it.
  const from = rolling === undefined ? latest(days?.[0], asked.from) : days && addDays(days[0], 1 - rolling);
  const to = earliest(days?.[1], asked.to);
  return {
    where: Object.fromEntries(
      cuts.filter((column) => !isPeriodColumn(column)).map(({ name }) => [name, [String(row[name] ?? '')]]),
    ),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function latest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function earliest(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b < a) ? b : a;
}
