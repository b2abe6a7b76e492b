/**
 * What a drawing needs of an answer to `/v1/query`, as the server has it and as it is sent: both go in as they are. Said here once more
 * and shorter, since this room also runs in the page, where nothing else of the house is.
 */
export interface ChartAnswer {
  readonly columns: readonly ChartColumn[];
  readonly rows: readonly ChartRow[];
  /** By metric; a column that is not in it is a dimension or a period. */
  readonly totals: ChartRow;
  readonly meta: {
    readonly position: string;
    readonly asOf: string;
    /** Null where everything recorded counts. */
    readonly knownAt: string | null;
    readonly currency: string;
    /** Periods that are not over. */
    readonly incomplete: readonly string[];
  };
  /** Numbers of rows whose period is not over, where that does not follow from their columns. */
  readonly incompleteRows?: readonly number[];
}

export interface ChartColumn {
  readonly name: string;
  readonly type: 'integer' | 'decimal' | 'number' | 'string';
  readonly unit: string;
  /** Of its money, where it is another than the answer's; empty where each row has its own. */
  readonly currency?: string | undefined;
}

/** An exact decimal as text, an integer, a ratio, or a name; null where there is no figure, which is not 0. */
export type ChartFigure = string | number | null;

export type ChartRow = Readonly<Record<string, ChartFigure>>;

/** The columns that rows are told apart by: the period first, then what was asked by. */
export function cutsOf({ columns, totals }: ChartAnswer): readonly ChartColumn[] {
  return columns.filter(({ name }) => !(name in totals));
}

const BEFORE = '.previous';
const CHANGE = '.change';

/** The columns of metrics, without those that compare them. */
export function metricsOf({ columns, totals }: ChartAnswer, only?: readonly string[]): readonly ChartColumn[] {
  const names = new Set(columns.map(({ name }) => name));
  const compares = (name: string): boolean =>
    [BEFORE, CHANGE].some((end) => name.endsWith(end) && names.has(name.slice(0, -end.length)));
  const metrics = columns.filter(({ name }) => name in totals && !compares(name));
  return only === undefined ? metrics : metrics.filter(({ name }) => only.includes(name));
}

/** The column that a metric is compared with; undefined where it is not. */
export function previousOf({ columns }: ChartAnswer, { name }: ChartColumn): ChartColumn | undefined {
  return columns.find((column) => column.name === `${name}${BEFORE}`);
}

/** How much a metric has changed, in a row of its own figures. */
export function changeIn(row: ChartRow, { name }: ChartColumn): ChartFigure {
  return row[`${name}${CHANGE}`] ?? null;
}

const PERIODS = ['day', 'week', 'month', 'quarter', 'year', 'fiscal-quarter', 'fiscal-year'];

export function isPeriod({ name }: ChartColumn): boolean {
  return PERIODS.includes(name) || /^rolling-\d+-days$/.test(name);
}
