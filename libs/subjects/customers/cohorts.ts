import { parseDay } from '#kernel/time/calendar.js';
import { formatDecimal } from '#kernel/decimal.js';
import { periodOf, periods, type Period } from '#kernel/time/periods.js';
import type { Views } from '#kernel/ports/views.js';
import type { SumRequest } from '#kernel/ports/views-schema.js';
import type { COHORT_GRAINS, COHORT_MEASURES, Cohorts } from './purchase.answers.js';
import type { AsOf } from './purchase-days.js';
import type { Catalogue } from '#figures/catalogue.js';
import { both } from '#figures/formulas/source.js';
import { firstDaySeen } from '#figures/seen.js';
import { toNumber } from '#figures/value.js';

export interface CohortQuestion extends AsOf {
  readonly grain: (typeof COHORT_GRAINS)[number];
  /** customers: buyers of the cohort in each period. revenue: its revenue.sales up to the end of each period. */
  readonly measure: (typeof COHORT_MEASURES)[number];
  readonly fiscalStart: number;
  readonly today: number;
}

/** Of what is seen, one cohort per period of first purchases, one cell per period since. A cell whose period is not over is incomplete. */
export async function cohortMatrix(question: CohortQuestion, views: Views, catalogue: Catalogue): Promise<Cohorts> {
  const { asOf, grain, measure, fiscalStart, today } = question;
  const where = catalogue.whereSeen('purchase_gap.count');
  const first = await firstDaySeen(views, catalogue.rows, undefined, ['gaps']);
  const list = first === undefined || first > asOf ? [] : periods(first, asOf, grain, fiscalStart);
  const { position, buyers, revenue } = await sums(question, list, where, views);
  const cohorts = list.flatMap((period, start) => {
    const own = buyers.get(period.name);
    const size = own?.[start] ?? 0n;
    if (own === undefined || size === 0n) return [];
    let cumulated = 0n;
    const cells = list.slice(start).map(({ name, to }, age) => {
      cumulated += revenue.get(period.name)?.[start + age] ?? 0n;
      const count = own[start + age] ?? 0n;
      return {
        period: name,
        age,
        value: measure === 'customers' ? Number(count) : formatDecimal(cumulated),
        ...(measure === 'customers' && { rate: toNumber({ numerator: count, denominator: size }) }),
        incomplete: to > asOf || to >= today,
      };
    });
    return [{ cohort: period.name, size: Number(size), cells }];
  });
  return { grain, measure, position: String(position), cohorts };
}

/** Per cohort one sum per period. */
type Matrix = ReadonlyMap<string, readonly bigint[]>;

async function sums(
  { asOf, knownAt, grain, fiscalStart }: CohortQuestion,
  list: readonly Period[],
  where: SumRequest['where'],
  views: Views,
): Promise<{ position: number; buyers: Matrix; revenue: Matrix }> {
  const windows = list.map(({ from, to }) => ({ from, to: Math.min(to, asOf) }));
  const common = { group: ['cohort'], windows, ...(knownAt !== undefined && { recordedTo: knownAt }) };
  const requests: readonly SumRequest[] = [
    { ...common, series: 'gaps', measures: ['buyers'], where, markBeforeWindow: true },
    { ...common, series: 'sales', measures: ['gross', 'discount'], where: both({ converted: ['1'] }, where) },
  ];
  const { position, cells } = await views.sums(requests);
  const matrix = (of: number, valueOf: (sums: readonly bigint[]) => bigint): Matrix => {
    const rows = new Map<string, bigint[]>();
    for (const { window, group, sums: found } of cells[of] ?? []) {
      const day = parseDay(`${group[0] ?? ''}-01`);
      if (day === undefined) continue;
      const { name } = periodOf(day, grain, fiscalStart);
      const row = rows.get(name) ?? list.map(() => 0n);
      rows.set(name, row);
      row[window] = (row[window] ?? 0n) + valueOf(found);
    }
    return rows;
  };
  return {
    position,
    buyers: matrix(0, ([count = 0n]) => count),
    revenue: matrix(1, ([gross = 0n, discount = 0n]) => gross - discount),
  };
}
