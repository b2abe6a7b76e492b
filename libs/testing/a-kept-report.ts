/** A schedule of a dashboard, as it is said. */
export const SCHEDULED = {
  id: 'sc1',
  title: 'Board',
  dashboard: 'd1',
  every: 'fiscal-quarter',
  at: '07:30',
  timeZone: 'Asia/Shanghai',
  format: 'pdf',
  channels: [],
  language: 'zh',
};

const ABOUT = {
  schedule: 'sc1',
  from: '2024-01-01',
  to: '2024-03-31',
  dueAt: '2024-03-31T23:30:00.000Z',
  madeUp: true,
  title: 'Board',
  language: 'zh',
  channels: [],
};
const COLUMN = { name: 'orders', type: 'integer', unit: 'orders' };
const ANSWER = { columns: [COLUMN], rows: [{ orders: 2 }], totals: { orders: 2 }, meta: { position: '7' } };
const QUESTION = { metrics: ['orders'], from: '2024-01-01', to: '2024-03-31', asOf: '2024-03-31' };

/** What is said to record a report that has everything one can have. */
export const KEPT_REPORT = {
  due: { ...ABOUT, period: 'FY2024-Q1' },
  kept: {
    dashboard: 'd1',
    format: 'pdf',
    position: 7,
    definitions: { lifecycle: 'default', tiers: 'default', 'custom.a': '2' },
    digest: 'abc',
    notes: ['a note'],
    changes: [{ title: 'orders', column: COLUMN, before: 1, after: 2 }],
    parts: [
      {
        title: 'Orders',
        chart: { kind: 'kpi' },
        question: QUESTION,
        answer: ANSWER,
        meanings: { orders: 'sales that stand' },
        rows: 1,
      },
    ],
  },
  follows: '',
};

/** What is said to record that there is none of the period after. */
export const FAILED_REPORT = { due: { ...ABOUT, period: 'FY2024-Q2' }, reason: 'there is no dashboard d1' };
