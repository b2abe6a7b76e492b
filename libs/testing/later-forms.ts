import { SEGMENT_POLICY } from './segment-policy.js';

const CREDITS = [
  { salesperson: 'Ann', share: 0.6 },
  { salesperson: 'Ben', share: '0.4' },
];

/** Facts in forms that came after the first of their types. */
export const LATER_FORMS: readonly (readonly [type: string, data: object])[] = [
  ['RecordCredit', { id: 'k2', occurredAt: '2024-03-07', lines: [{ product: 'bag', quantity: 3, amount: '10' }] }],
  ['PublishLifecyclePolicy', { id: 'p3', effectiveFrom: '2024-01-02', policy: SEGMENT_POLICY }],
  [
    'RecordSale',
    {
      id: 's4',
      customerId: 'c1',
      occurredAt: '2024-03-01',
      currency: 'USD',
      credits: CREDITS,
      lines: [{ product: 'tea', quantity: 1, unitPrice: '10' }],
    },
  ],
  ['RefundSale', { saleId: 's4', id: 'r5', occurredAt: '2024-03-05', amount: '3' }],
  ['RefundSale', { saleId: 's4', id: 'r6', occurredAt: '2024-03-06', lines: [{ line: 0, amount: '2' }] }],
  ['OpenOpportunity', { id: 'o2', openedAt: '2024-02-01', value: 500, currency: 'USD', salesperson: 'Ben' }],
  ['WinOpportunity', { opportunityId: 'o2', id: 'y5', occurredAt: '2024-02-20', credits: CREDITS }],
];
