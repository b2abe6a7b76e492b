import type { ChartAnswer, ChartColumn, ChartRow } from '#charts/chart-answer.js';

/** A column of names, or of figures where it has a unit. */
export function column(name: string, unit = '', type: ChartColumn['type'] = 'string'): ChartColumn {
  return { name, unit, type };
}

/** An answer as `/v1/query` gives it. */
export function answered(
  columns: readonly ChartColumn[],
  rows: readonly ChartRow[],
  totals: ChartRow,
  meta: Partial<ChartAnswer['meta']> = {},
): ChartAnswer {
  const own = { position: '48213', asOf: '2024-03-20', knownAt: null, currency: 'USD', incomplete: [] };
  return { columns, rows, totals, meta: { ...own, ...meta } };
}

/** Revenue of three months with that of a year before; the second month before is unknown, the last one is not over. */
export function revenueByMonth(): ChartAnswer {
  const name = 'revenue.net';
  const figures: readonly (readonly [string, string, string | null, number | null])[] = [
    ['2024-01', '9007199254740993.12', '1000.5', 0.5],
    ['2024-02', '0', null, null],
    ['2024-03', '-25.25', '10', -3.525],
  ];
  return answered(
    [
      column('month'),
      column(name, 'money', 'decimal'),
      column(`${name}.previous`, 'money', 'decimal'),
      column(`${name}.change`, 'ratio', 'number'),
    ],
    figures.map(([month, now, before, change]) => ({
      month,
      [name]: now,
      [`${name}.previous`]: before,
      [`${name}.change`]: change,
    })),
    { [name]: '9007199254740967.87', [`${name}.previous`]: '1010.5', [`${name}.change`]: 0.25 },
    { incomplete: ['2024-03'] },
  );
}

/** Orders of so many regions in two months, the first region having the most. */
export function ordersByRegion(regions: number): ChartAnswer {
  const rows = ['2024-01', '2024-02'].flatMap((month) =>
    Array.from({ length: regions }, (_, i) => ({ month, region: `region ${String(i)}`, orders: 10 * (regions - i) })),
  );
  const orders = rows.reduce((sum, row) => sum + row.orders, 0);
  return answered([column('month'), column('region'), column('orders', 'orders', 'integer')], rows, { orders });
}

/** Retention by cohort and age up to the month of `asOf`; one cell is unknown. */
export function retention(): ChartAnswer {
  const months = ['2024-01', '2024-02', '2024-03'];
  const rows = months.flatMap((cohort, i) =>
    Array.from({ length: 3 - i }, (_, age) => ({
      cohort,
      age: String(age),
      retention: age === 1 && i === 0 ? null : 1 / (age + 1),
    })),
  );
  return answered([column('cohort'), column('age'), column('retention', 'ratio', 'number')], rows, { retention: null });
}

/** Customers that went from one stage to another. */
export function moves(): ChartAnswer {
  const name = 'customers.moves';
  const rows = [
    { from_stage: 'active', to_stage: 'lost', [name]: 12 },
    { from_stage: 'new', to_stage: 'active', [name]: 30 },
    { from_stage: 'new', to_stage: 'lost', [name]: 0 },
  ];
  return answered([column('from_stage'), column('to_stage'), column(name, 'customers', 'integer')], rows, {
    [name]: 42,
  });
}

/** Revenue by region, which comes to the total. */
export function revenueByRegion(): ChartAnswer {
  const name = 'revenue.net';
  const rows = [
    { region: '', [name]: '10.10' },
    { region: 'España', [name]: '20.20' },
    { region: '中国', [name]: '69.7' },
  ];
  return answered([column('region'), column(name, 'money', 'decimal')], rows, { [name]: '100' });
}
