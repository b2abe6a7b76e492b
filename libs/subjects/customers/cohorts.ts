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
import { smallBuyers, smallRevenue, type Behind } from './small-cohorts.js';

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
  const least = catalogue.minGroup;
  const { position, buyers, revenue, payers } = await sums(
    question,
    list,
    where,
    views,
    least !== undefined && measure === 'revenue',
  );
  const startOf = (cohort: string): number => list.findIndex(({ name }) => name === cohort);
  const sizeUntold = least === undefined ? undefined : smallBuyers(numbersOf(buyers), least);
  const untold =
    measure === 'customers' || least === undefined ? sizeUntold : smallRevenue(numbersOf(payers), startOf, least);
  const cohorts = list.flatMap((period, start) => {
    const own = buyers.get(period.name);
    const size = own?.[start] ?? 0n;
    if (own === undefined || size === 0n) return [];
    const isSmall = sizeUntold?.(period.name, start) === true;
    let cumulated = 0n;
    const cells = list.slice(start).map(({ name, to }, age) => {
      cumulated += revenue.get(period.name)?.[start + age] ?? 0n;
      const count = own[start + age] ?? 0n;
      const isTold = untold?.(period.name, start + age) !== true;
      const rate = isTold && !isSmall ? toNumber({ numerator: count, denominator: size }) : null;
      return {
        period: name,
        age,
        value: isTold ? (measure === 'customers' ? Number(count) : formatDecimal(cumulated)) : null,
        ...(measure === 'customers' && { rate }),
        incomplete: to > asOf || to >= today,
      };
    });
    return [{ cohort: period.name, size: isSmall ? null : Number(size), cells }];
  });
  const all = cohorts.flatMap(({ size, cells }) => [size, ...cells.map(({ value }) => value)]);
  const suppressed = all.filter((one) => one === null).length;
  return { grain, measure, position: String(position), cohorts, ...(least !== undefined && { suppressed }) };
}

function numbersOf(matrix: Matrix): Behind {
  return new Map([...matrix].map(([cohort, counts]) => [cohort, counts.map(Number)]));
}

/** Per cohort one sum per period. */
type Matrix = ReadonlyMap<string, readonly bigint[]>;

async function sums(
  { asOf, knownAt, grain, fiscalStart }: CohortQuestion,
  list: readonly Period[],
  where: SumRequest['where'],
  views: Views,
  isCounted: boolean,
): Promise<{ position: number; buyers: Matrix; revenue: Matrix; payers: Matrix }> {
  const windows = list.map(({ from, to }) => ({ from, to: Math.min(to, asOf) }));
  const excluding = { as: 'flow' } as const;
  const common = { group: ['cohort'], windows, excluding, ...(knownAt !== undefined && { recordedTo: knownAt }) };
  const ofSales = { series: 'sales', measures: ['gross', 'discount'], where: both({ converted: ['1'] }, where) };
  const requests: readonly SumRequest[] = [
    { ...common, series: 'gaps', measures: ['buyers'], where, markBeforeWindow: true },
    { ...common, ...ofSales },
    // Who paid anything is asked for where it matters only: it is a row for each customer.
    ...(isCounted ? [{ ...common, ...ofSales, group: ['cohort', 'customer'] }] : []),
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
    payers: matrix(2, ([gross = 0n, discount = 0n]) => (gross === discount ? 0n : 1n)),
  };
}
