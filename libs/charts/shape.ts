import {
  cutsOf,
  isPeriod,
  metricsOf,
  previousOf,
  type ChartAnswer,
  type ChartColumn,
  type ChartFigure,
} from './chart-answer.js';
import { MOST_GROUPS, type ChartSettings } from './chart-settings.js';
import { exactSum, numberOf } from './numbers.js';
import type { ChartTexts } from './texts.js';

/** One figure to be drawn. */
export interface Point {
  /** As the answer has it; what labels say. */
  readonly figure: ChartFigure;
  /** The number of its row; undefined for several rows together and for none. */
  readonly row?: number;
}

/** The figures of one metric and group along the categories. */
export interface Series {
  readonly name: string;
  readonly column: ChartColumn;
  readonly points: readonly Point[];
  /** Which colour it has; undefined for what is drawn in grey. */
  readonly group?: number;
  /** What the series of the same group is compared with. */
  readonly isPrevious: boolean;
}

export interface Shape {
  readonly categories: readonly string[];
  /** Whether categories are periods, in order. */
  readonly isTime: boolean;
  readonly series: readonly Series[];
  /** What is not drawn as it was asked, in sentences. */
  readonly notes: readonly string[];
}

/** Categories of a dimension that find room along an axis. */
const MOST_CATEGORIES = 30;
const BETWEEN = ' · ';

/**
 * The answer as series along categories: the first cut goes along, the others and the metrics are groups.
 * @param most categories of a dimension, the largest; periods are all there
 */
export function shapeOf(
  answer: ChartAnswer,
  { metrics: only, top = MOST_GROUPS }: ChartSettings,
  texts: ChartTexts,
  most = MOST_CATEGORIES,
): Shape {
  const [along, ...rest] = cutsOf(answer);
  const asked = metricsOf(answer, only);
  const metrics = sameUnits(asked);
  const rows = new Rows(answer, along, rest, texts);
  const ofMetric = Math.max(1, Math.floor(top / Math.max(1, metrics.length)));
  const groups = rows.largest(rows.groups, metrics, ofMetric, ({ group }) => group);
  const isTime = along !== undefined && isPeriod(along);
  const categories = isTime
    ? rows.categories
    : rows.largest(rows.categories, metrics, most, ({ category }) => category);
  const hasOther = groups.length < rows.groups.length && metrics.every((metric) => addsUp(answer, metric, along));
  const left = asked.filter((metric) => !metrics.includes(metric));
  return {
    categories,
    isTime,
    series: metrics.flatMap((metric, i) => rows.series(metric, i, metrics.length, { groups, categories, hasOther })),
    notes: [
      ...cut(groups.length, rows.groups.length, hasOther ? texts.largestAndOther : texts.largest),
      ...cut(categories.length, rows.categories.length, texts.largest),
      ...(left.length > 0 ? [texts.unitsLeftOut(left.map(({ name }) => name).join(', '))] : []),
    ],
  };
}

function cut(shown: number, of: number, say: (shown: number, of: number) => string): readonly string[] {
  return shown < of ? [say(shown, of)] : [];
}

/** Two units at most have an axis of their own. */
function sameUnits(metrics: readonly ChartColumn[]): readonly ChartColumn[] {
  const units = [...new Set(metrics.map(unitKey))].slice(0, 2);
  return metrics.filter((metric) => units.includes(unitKey(metric))).slice(0, MOST_GROUPS);
}

/** Equal for figures that can share an axis. */
export function unitKey({ unit, currency }: ChartColumn): string {
  return `${unit} ${currency ?? ''}`;
}

/** Each once, as answers order values: whole numbers as numbers, else as text, a missing one first. */
export function inOrder(names: readonly string[], none: string): readonly string[] {
  const once = [...new Set(names)];
  const isNumber = once.every((name) => name === none || /^\d+$/.test(name));
  return once.sort((a, b) => {
    if (a === none || b === none) return a === none ? -1 : 1;
    return isNumber ? Number(a) - Number(b) : a < b ? -1 : 1;
  });
}

/** Whether groups come to the total, so that some of them may be drawn together: exactly, over all rows or at the end. */
export function addsUp({ rows, totals }: ChartAnswer, { name, type }: ChartColumn, along?: ChartColumn): boolean {
  const total = totals[name] ?? null;
  if (type === 'number' || total === null) return false;
  const whole = exactSum([total]);
  const last = along === undefined ? undefined : rows.at(-1)?.[along.name];
  const atEnd = along !== undefined && isPeriod(along) ? rows.filter((row) => row[along.name] === last) : rows;
  return [rows, atEnd].some((some) => exactSum(some.map((row) => row[name] ?? null)) === whole);
}

interface Placed {
  readonly category: string;
  readonly group: string;
  readonly row: number;
}

interface Chosen {
  readonly groups: readonly string[];
  readonly categories: readonly string[];
  readonly hasOther: boolean;
}

/** The rows of an answer by category and group. */
class Rows {
  readonly categories: readonly string[];
  readonly groups: readonly string[];
  private readonly placed: readonly Placed[];
  private readonly at: ReadonlyMap<string, ReadonlyMap<string, number>>;

  constructor(
    private readonly answer: ChartAnswer,
    along: ChartColumn | undefined,
    rest: readonly ChartColumn[],
    private readonly texts: ChartTexts,
  ) {
    const named = (figure: ChartFigure | undefined): string => ((figure ?? '') === '' ? texts.none : String(figure));
    this.placed = answer.rows.map((values, row) => ({
      category: along === undefined ? texts.total : named(values[along.name]),
      group: rest.map(({ name }) => named(values[name])).join(BETWEEN),
      row,
    }));
    this.categories = inOrder(
      this.placed.map(({ category }) => category),
      texts.none,
    );
    this.groups = inOrder(
      this.placed.map(({ group }) => group),
      texts.none,
    );
    const at = new Map<string, Map<string, number>>();
    for (const { category, group, row } of this.placed) {
      const own = at.get(group) ?? new Map<string, number>();
      at.set(group, own.set(category, row));
    }
    this.at = at;
  }

  /** The names with the most in the first metric, in the order they have; all of them where there are few. */
  largest(
    names: readonly string[],
    [metric]: readonly ChartColumn[],
    most: number,
    nameOf: (placed: Placed) => string,
  ): readonly string[] {
    if (names.length <= most || metric === undefined) return names;
    const sizes = new Map<string, number>();
    for (const one of this.placed) {
      const size = Math.abs(numberOf(this.answer.rows[one.row]?.[metric.name]) ?? 0);
      sizes.set(nameOf(one), (sizes.get(nameOf(one)) ?? 0) + size);
    }
    return names.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)).slice(0, most);
  }

  series(metric: ChartColumn, i: number, of: number, { groups, categories, hasOther }: Chosen): readonly Series[] {
    const before = previousOf(this.answer, metric);
    const name = (group: string): string =>
      [of > 1 || group === '' ? metric.name : '', group].filter(Boolean).join(BETWEEN);
    const each = groups.flatMap((group, g): readonly Series[] => {
      const column = { name: name(group), column: metric, group: i * groups.length + g };
      const now = { ...column, points: this.points([group], metric, categories), isPrevious: false };
      if (before === undefined) return [now];
      const points = this.points([group], before, categories);
      return [now, { ...column, name: `${column.name} (${this.texts.previous})`, points, isPrevious: true }];
    });
    if (!hasOther) return each;
    const others = this.groups.filter((group) => !groups.includes(group));
    const points = this.points(others, metric, categories);
    return [...each, { name: name(this.texts.other), column: metric, points, isPrevious: false }];
  }

  private points(groups: readonly string[], { name }: ChartColumn, categories: readonly string[]): readonly Point[] {
    return categories.map((category) => {
      const rows = groups.flatMap((group) => this.at.get(group)?.get(category) ?? []);
      const figures = rows.map((row) => this.answer.rows[row]?.[name] ?? null);
      const [row] = rows;
      if (groups.length === 1) return { figure: figures[0] ?? null, ...(row !== undefined && { row }) };
      return { figure: figures.length === 0 ? null : (exactSum(figures) ?? null) };
    });
  }
}
