import type { Readable } from '#kernel/readable.js';

/** What was sold and given back on each day. */
export function saleReadable(): readonly Readable[] {
  return [
    {
      kind: 'sums',
      name: 'revenue_daily',
      series: 'sales',
      by: [
        'region',
        'salesperson',
        'channel',
        'currency',
        'category',
        'purchase',
        'stage',
        'tier',
        'segment',
        'source',
        'converted',
      ],
      flags: ['converted'],
      sums: {
        orders: { orders: 1 },
        lines: { lines: 1 },
        units: { units: 1 },
        gross: { gross: 1 },
        discount: { discount: 1 },
        tax: { tax: 1 },
        refunded: { refunded: 1 },
        sales: { gross: 1, discount: -1 },
        net: { gross: 1, discount: -1, refunded: -1 },
        original: { own_gross: 1, own_discount: -1, own_refunded: -1 },
      },
    },
  ];
}
