import { makingForecast } from '#subjects/forecasts/forecast.commands.js';
import { makingReconciliation } from '#subjects/reconciliations/reconciliation.commands.js';
import { MADE_FORECAST } from './a-kept-forecast.js';

/** A reconciliation that was made, to be kept. */
const MADE_RECONCILIATION = {
  ...{ id: 'rc1', source: 'erp', period: '2024-03', from: '2024-03-01', to: '2024-03-31', covered: 12, differences: 2 },
  controls: [{ metric: 'revenue.net', where: { region: ['north'] }, theirs: '12.5', ours: '12', difference: '0.5' }],
  documents: {
    ...{ theirs: 1, ours: 1, same: 0, counts: { amount: 1 }, leftOut: 0, totalsLeftOut: 0 },
    listed: [
      {
        ...{ differences: ['amount' as const], kind: 'sale' as const, id: 's1', line: 2 },
        theirs: { date: '2024-03-01', amount: '12.5', currency: 'USD', customerId: 'c1' },
        ours: { date: '2024-03-01', amount: '12', currency: 'USD', customerId: 'c1' },
      },
    ],
    totals: [
      {
        ...{ date: '2024-03-01', currency: 'USD', theirs: '12.5', ours: '12', difference: '0.5' },
        ...{ theirDocuments: 1, ourDocuments: 1 },
      },
    ],
  },
};

/** What a book makes by itself, of what it is asked, and keeps. */
export const MADE_BY_THE_BOOK = [makingForecast(MADE_FORECAST), makingReconciliation(MADE_RECONCILIATION)];
