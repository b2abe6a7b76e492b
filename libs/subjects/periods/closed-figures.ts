import type { ClosedTable } from './period.events.js';
import type { FigureTables, Shown } from '#figures/figures.js';

/** Bytes of JSON that an event may hold: an append has to stay well below what a log takes at a time (EventStoreDB: 1 MiB). */
const MOST_BYTES = 256 * 1024;

export type ClosedTables = Readonly<Record<string, ClosedTable>>;

/**
 * What a closing keeps of its figures, per dimension: which they are (the columns) and, unless they are too many, what they were. With them a
 * closing answers for ever as it did, whatever is added to the catalogue, defined anew or taken out of it; as columns and rows they are
 * small (25 kB for a business with a few parts in each dimension, 0.4 MB for one with a thousand salespeople), and whoever reads the journal
 * sees what was closed. Without them they come from a replay to the closing's position, of those columns only.
 */
export function closedTables(figures: FigureTables, shown: Shown): ClosedTables {
  const tables = Object.entries(shown).map(([dimension, metrics]): readonly [string, Required<ClosedTable>] => {
    const columns = dimension === '' ? metrics : [dimension, ...metrics];
    const rows = (figures[dimension] ?? []).map((row) => columns.map((column) => row[column] ?? null));
    return [dimension, { columns, rows }];
  });
  const whole = Object.fromEntries(tables);
  if (Buffer.byteLength(JSON.stringify(whole)) <= MOST_BYTES) return whole;
  return Object.fromEntries(tables.map(([dimension, { columns }]) => [dimension, { columns }]));
}

/** The figures that a closing keeps; undefined where it says at most which they are. */
export function figuresKept(tables: ClosedTables | undefined): FigureTables | undefined {
  const kept = Object.entries(tables ?? {}).map(([dimension, { columns, rows }]) => [
    dimension,
    rows?.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null]))),
  ]);
  if (kept.length === 0 || kept.some(([, rows]) => rows === undefined)) return undefined;
  return Object.fromEntries(kept) as FigureTables;
}

/** Which figures a closing is of. */
export function closedColumns(tables: ClosedTables | undefined): Shown {
  if (tables === undefined) return CLOSED_AT_FIRST;
  return Object.fromEntries(
    Object.entries(tables).map(([dimension, { columns }]) => [
      dimension,
      columns.filter((column) => column !== dimension),
    ]),
  );
}

/**
 * What closings were of before they said so: permanent, or the digests of those that were made then would be of other figures. Every
 * dimension ('' for the total) and the metrics shown by it.
 */
const FIRST_DIMENSIONS = 'region salesperson channel currency segment source stage tier category kind outcome cause';
const FIRST: readonly (readonly [dimensions: string, metrics: string])[] = [
  [
    ' region salesperson segment source stage tier',
    `customers.total customers.count customers.known customers.active customers.churned customers.opening customers.closing
     customers.registered customers.closed customers.new customers.transferred customers.churn_rate customers.retention_rate
     customers.growth_rate`,
  ],
  [' region salesperson segment source stage tier cause', 'customers.reactivated customers.lost'],
  [' region salesperson segment source cause', 'customers.moves'],
  [
    ' region salesperson channel currency segment source stage tier category',
    `customers.buyers orders units lines revenue.gross revenue.discount revenue.tax revenue.refunded revenue.net revenue.sales
     revenue.first revenue.repeat order_value.mean units_per_order discount_rate refund_rate revenue.per_buyer`,
  ],
  [' region salesperson channel segment source stage tier kind', 'customers.contacted interactions'],
  ['currency', 'revenue.unconverted revenue.original pipeline.unconverted'],
  [' region salesperson segment source', 'purchase_gap.days purchase_gap.count purchase_gap.mean purchase_gap.median'],
  [
    ' region salesperson currency stage',
    'opportunities.opened opportunities.open pipeline.value pipeline.weighted win_rate win_rate.value',
  ],
  [
    ' region salesperson currency stage outcome',
    `opportunities.won opportunities.lost opportunities.closed opportunities.won_value opportunities.closed_value sales_cycle.days
     sales_cycle.count sales_cycle.mean sales_cycle.median sales_cycle.p90`,
  ],
];

const CLOSED_AT_FIRST: Shown = Object.fromEntries(
  ['', ...FIRST_DIMENSIONS.split(' ')].map((dimension) => [
    dimension,
    FIRST.flatMap(([dimensions, metrics]) => (dimensions.split(' ').includes(dimension) ? metrics.split(/\s+/) : [])),
  ]),
);
