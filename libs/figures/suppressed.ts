import type { Groups } from './groups.js';
import type { Series } from './plan.js';
import type { Question } from './question.js';
import { smallCells } from './small-cells.js';
import { keysListed, TOTAL, type Worked } from './table.js';
import { HIDDEN } from './value.js';

/** Who stands behind the figures of a metric, as `Worked` has these. */
export interface WorkedGroups {
  readonly rows: Groups;
  readonly total: Groups;
  readonly before?: { readonly rows: Groups; readonly total: Groups };
}

interface Shown {
  readonly worked: readonly Worked[];
  /** How many figures are hidden, of all that are listed and their totals. */
  readonly suppressed: number;
}

/** What is shown of an answer to whoever sees nothing of fewer than `least` customers. @param windows of its rows */
export function withoutSmall(
  question: Pick<Question, 'by'>,
  windows: number,
  worked: readonly Worked[],
  groups: readonly WorkedGroups[],
  least: number,
): Shown {
  const keys = keysListed(question, worked);
  let suppressed = 0;
  const shown = (one: Pick<Worked, 'metric'>, of: 'rows' | 'total', series: Series, own: Groups): Series => {
    const cells = of === 'rows' ? { by: question.by, keys, windows } : { by: [], keys: [TOTAL], windows: 1 };
    const { isHidden, count } = smallCells({ metric: one.metric, series, groups: own, ...cells }, least);
    suppressed += count;
    const valuesOf = (key: string) =>
      Array.from({ length: cells.windows }, (_, window) =>
        isHidden(key, window) ? HIDDEN : series.get(key)?.[window],
      );
    // Of what is not listed all is 0, and stays so.
    return new Map([...series, ...cells.keys.map((key) => [key, valuesOf(key)] as const)]);
  };
  const all = worked.map((one, i): Worked => {
    const own = groups[i];
    if (own === undefined) throw new Error(`nobody counted who stands behind ${one.metric.name}`);
    const { rows, total } = own;
    const now = { rows: shown(one, 'rows', one.rows, rows), total: shown(one, 'total', one.total, total) };
    if (one.before === undefined || own.before === undefined) return { metric: one.metric, ...now };
    const before = {
      rows: shown(one, 'rows', one.before.rows, own.before.rows),
      total: shown(one, 'total', one.before.total, own.before.total),
    };
    return { metric: one.metric, ...now, before };
  });
  return { worked: all, suppressed };
}
