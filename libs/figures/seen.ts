import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import { columnOf } from './formulas/column.js';
import type { Rows } from './rows.js';

/** The last day that there is: 9999-12-31. */
export const LAST_DAY = 2_932_896;

/** Facts are seen by their own part, or by either of the two that they lie between. */
const SIDES: readonly Parameters<typeof columnOf>[1][] = [{}, { side: 'from' }, { side: 'to' }];

/**
 * The earliest valid day of any fact that is seen; undefined where there is none. Of some, the first on which they come to anything.
 * @param knownAt the last day they may be recorded on @param of the names of series; of all where absent
 */
export async function firstDaySeen(
  views: Views,
  rows: Rows | undefined,
  knownAt?: number,
  of = views.schema.series.map(({ name }) => name),
): Promise<number | undefined> {
  if (rows === undefined) return views.firstDay(of);
  const { cells } = await views.sums(
    allSeen(views, rows)
      .filter(({ series }) => of.includes(series))
      .map((request) => ({
        ...request,
        group: ['day'],
        windows: [{ to: LAST_DAY }],
        ...(knownAt !== undefined && { recordedTo: knownAt }),
      })),
  );
  const days = cells.flat().map(({ group }) => Number(group[0]));
  return days.length === 0 ? undefined : days.reduce((first, day) => Math.min(first, day));
}

/** All facts that are seen: where they are narrowed, of every series that goes by that. */
export function allSeen({ schema }: Views, rows: Rows | undefined): readonly Omit<SumRequest, 'group' | 'windows'>[] {
  if (rows === undefined)
    return schema.series.map(({ name, measures }) => ({ series: name, measures: Object.keys(measures), where: {} }));
  return schema.series.flatMap(({ name, dimensions, measures }) =>
    SIDES.flatMap((side) => {
      const columns = Object.entries(rows).map(([own, values]) => [columnOf(own, side), values] as const);
      if (!columns.every(([column]) => dimensions.includes(column))) return [];
      return [{ series: name, measures: Object.keys(measures), where: Object.fromEntries(columns) }];
    }),
  );
}
