import { columnOf } from '#figures/formulas/column.js';
import type { Rows } from '#figures/rows.js';
import { LAST_DAY } from '#figures/seen.js';
import type { Views } from '#kernel/ports/views.js';

/** Whether a customer stood inside some rows at the end of a day. */
export type IsInside = (customer: string, day: number) => boolean;

const SIDES = [
  { side: 'to', sign: 1n },
  { side: 'from', sign: -1n },
] as const;

/**
 * Where customers stood, by their moves into the rows and out of them: as the figures have it.
 * @param rows of nothing but `PARTS` of standing.ts @param knownAt the last day that facts may be recorded on
 */
export async function daysInside(
  customers: readonly string[],
  rows: Rows,
  views: Views,
  knownAt?: number,
): Promise<IsInside> {
  const { cells } = await views.sums(
    SIDES.map((sided) => ({
      series: 'moves',
      measures: ['moves'],
      where: {
        customer: customers,
        ...Object.fromEntries(Object.entries(rows).map(([name, values]) => [columnOf(name, sided), values])),
      },
      group: ['customer', 'day'],
      windows: [{ to: LAST_DAY }],
      ...(knownAt !== undefined && { recordedTo: knownAt }),
    })),
  );
  const steps = new Map<string, { readonly day: number; readonly by: bigint }[]>();
  for (const [i, { sign }] of SIDES.entries())
    for (const {
      group: [customer = '', day],
      sums: [moves = 0n],
    } of cells[i] ?? [])
      steps.set(customer, [...(steps.get(customer) ?? []), { day: Number(day), by: sign * moves }]);
  // Who is not there yet has parts without a value.
  const before = Object.values(rows).every((values) => values.includes('')) ? 1n : 0n;
  return (customer, until) =>
    (steps.get(customer) ?? []).reduce((sum, { day, by }) => (day <= until ? sum + by : sum), before) > 0n;
}
