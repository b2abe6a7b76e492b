import type { MembersTable, ShownMoney, SqlTable } from '#kernel/sql-table.js';
import type { Known } from '../known.js';
import { isMeasure, measureNamed, quoted, type Column, type Layout } from '../layout.js';

type FactsTable = Extract<SqlTable, { readonly kind: 'facts' }>;

/** What tables are made of: the facts in one state. */
export interface Shown {
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly known: Known;
  /** The business day that is today. */
  readonly today: number;
}

/** Every text that facts share, in the order of its ids: once for a statement, however many columns look into it. */
const TEXTS = '(SELECT list(text ORDER BY id) AS texts FROM main.texts) AS shared';

/**
 * SELECTs that show tables over the facts of an index, by name. Days are dates, dimensions their texts, measures and amounts as they are
 * kept. Of read models of another release only what they have is shown.
 */
export function shownTable(
  table: FactsTable | ({ readonly kind: 'members' } & MembersTable),
  shown: Shown,
): string | undefined {
  const layout = shown.layouts.get(table.series);
  if (layout === undefined) return undefined;
  return table.kind === 'facts' ? factsTable(table, layout, shown) : membersTable(table, layout, shown);
}

function factsTable(table: FactsTable, layout: Layout, { known }: Shown): string {
  const { columns } = layout.table;
  const measures = columns.filter(isMeasure).map(nameOf);
  const money = moneyOf(table.money, known);
  const shownAs = [
    `${dayIn('valid')} AS day`,
    `${dayIn('recorded')} AS recorded`,
    ...(layout.series.mark === undefined ? [] : [`${markDay(table)} AS ${quoted(layout.series.mark)}`]),
    'customer',
    'record',
    ...columns.filter(({ kind }) => kind === 'shared-text').map((column) => textColumn(column, measures)),
    ...measures.map((name) => `${money.of([name], measureNamed(name))} AS ${quoted(name)}`),
    ...Object.entries(table.sums ?? {}).flatMap(([name, parts]) =>
      Object.keys(parts).every((part) => measures.includes(part))
        ? [`${money.of(Object.keys(parts), summed(parts))} AS ${quoted(name)}`]
        : [],
    ),
    ...Object.entries(table.money?.otherwise ?? {}).flatMap(([name, measure]) =>
      measures.includes(measure) ? [`${money.otherwise(measureNamed(measure))} AS ${quoted(name)}`] : [],
    ),
  ];
  return `SELECT ${shownAs.join(', ')} FROM ${known.factsOf(layout)} AS facts, ${TEXTS}`;
}

/** Where a move ends somebody is, where it begins nobody is any more. */
function membersTable({ measure, parts, days }: MembersTable, layout: Layout, { known, today }: Shown): string {
  const facts = known.factsOf(layout);
  const moves = measureNamed(measure);
  const end = (side: 'from' | 'to', sign: '' | '-'): string =>
    `SELECT customer, ${parts.map((part) => `${quoted(`d_${side}_${part}`)} AS ${quoted(part)}`).join(', ')}, ${sign}${moves} AS moved
     FROM ${facts} WHERE valid <= ${String(today)}`;
  const first = quoted(parts[0] ?? '');
  const standing = `SELECT customer, ${parts.map(quoted).join(', ')} FROM (${end('to', '')} UNION ALL ${end('from', '-')})
    WHERE ${first} <> 0 GROUP BY ALL HAVING sum(moved) > 0`;
  const since = Object.entries(days).map(([name, of]) => {
    const counted = `SELECT customer, valid FROM ${facts} GROUP BY ALL HAVING sum(${measureNamed(of)}) > 0`;
    return { name, rows: `(SELECT customer, ${dayIn('min(valid)')} AS day FROM (${counted}) GROUP BY customer)` };
  });
  const joined = since.map(
    ({ rows }, i) => `LEFT JOIN ${rows} AS s${String(i)} ON s${String(i)}.customer = standing.customer`,
  );
  return `SELECT standing.customer AS id, ${[
    ...since.map(({ name }, i) => `s${String(i)}.day AS ${quoted(name)}`),
    ...parts.map((part) => `${textIn(`standing.${quoted(part)}`)} AS ${quoted(part)}`),
  ].join(', ')} FROM (${standing}) AS standing ${joined.join(' ')}, ${TEXTS}`;
}

interface Money {
  /** NULL where measures are in the base currency and there was no rate. */
  of(measures: readonly string[], value: string): string;
  /** NULL where there was a rate. */
  otherwise(value: string): string;
}

function moneyOf(money: ShownMoney | undefined, known: Known): Money {
  if (money === undefined) return { of: (_measures, value) => value, otherwise: () => 'NULL' };
  // A text that no fact has yet has no id.
  const converted = `${quoted(`d_${money.where}`)} = ${String(known.texts.idOf('1') ?? -1)}`;
  return {
    of: (measures, value) =>
      measures.some((name) => money.measures.includes(name)) ? `CASE WHEN ${converted} THEN ${value} END` : value,
    otherwise: (value) => `CASE WHEN NOT ${converted} THEN ${value} END`,
  };
}

function summed(parts: Readonly<Record<string, 1 | -1>>): string {
  return Object.entries(parts)
    .map(([name, sign]) => `${sign === 1 ? '+' : '-'} ${measureNamed(name)}`)
    .join(' ')
    .replace(/^\+ /, '');
}

/** A dimension that is called as a measure is shown as what figures go by. */
function textColumn(column: Column, measures: readonly string[]): string {
  const name = nameOf(column);
  return `${textIn(quoted(column.name))} AS ${quoted(measures.includes(name) ? `by_${name}` : name)}`;
}

function textIn(id: string): string {
  return `shared.texts[${id} + 1]`;
}

function markDay({ noMark }: FactsTable): string {
  return dayIn(noMark === undefined ? 'mark' : `nullif(mark, ${String(noMark)})`);
}

function dayIn(days: string): string {
  return `DATE '1970-01-01' + ${days}`;
}

/** As the schema calls it. */
function nameOf({ name }: Column): string {
  return name.slice(2);
}
