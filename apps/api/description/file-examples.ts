import type { Example } from './example.js';

/** Requests about files and figures of other systems. */
export const FILE_EXAMPLES: readonly Example[] = [
  {
    method: 'POST',
    route: '/v1/imports',
    status: 200,
    summary: 'Import a file',
    query: {
      name: 'sales.csv',
      map: `SELECT 'RecordSale' AS type, "order" AS id, date::DATE AS occurredAt, list({product: product, quantity: 1, amount: money(total)}) AS lines, min(line) AS line FROM file GROUP BY ALL`,
    },
    file: 'order,date,product,total\nw-1,2024-03-14,tea,$4.15\n',
  },
  {
    method: 'POST',
    route: '/v1/reconciliations',
    status: 200,
    summary: 'Hold totals of another system against ours',
    body: {
      source: 'erp',
      period: '2024-03',
      controls: [
        { metric: 'revenue.net', value: '4.15' },
        { metric: 'orders', day: '2024-03-14', value: 1 },
      ],
    },
  },
  {
    method: 'POST',
    route: '/v1/reconciliations/file',
    status: 200,
    summary: 'Hold the documents of another system against ours, one by one',
    query: { source: 'erp', period: '2024-03', name: 'invoices.csv' },
    file: 'id,date,amount,currency,customer\nw-1,2024-03-14,4.15,USD,ada\n',
  },
  { method: 'GET', route: '/v1/imports', status: 200, summary: 'The imports of late' },
  { method: 'GET', route: '/v1/imports/presets', status: 200, summary: 'Maps for files of systems that many have' },
  { method: 'GET', route: '/v1/imports/{id}', path: ['unknown'], status: 404, summary: 'How far an import is' },
  {
    method: 'GET',
    route: '/v1/imports/{id}/refusals',
    path: ['unknown'],
    status: 404,
    summary: 'What an import has refused',
  },
  { method: 'DELETE', route: '/v1/imports/{id}', path: ['unknown'], status: 404, summary: 'Stop an import' },
];
