import type { DemoFact } from '#demo/fact.js';

const CREDITS = [
  { salesperson: 'Ada', share: '0.333333' },
  { salesperson: 'Ben', share: '0.666667' },
];
const TEA = [{ product: 'tea', quantity: '3', unitPrice: '33.333333' }];
const sale = (id: string, more: object): DemoFact => ({
  type: 'RecordSale',
  data: { id, customerId: 'c0', lines: TEA, ...more },
});
const touch = (id: string, occurredAt: string, channel: string): DemoFact => ({
  type: 'LogInteraction',
  data: { id, customerId: 'c0', occurredAt, kind: 'call', channel },
});
const change = (id: string, customerId: string, effectiveAt: string, more: object): DemoFact => ({
  type: 'ChangeCustomer',
  data: { id, customerId, effectiveAt, ...more },
});
const override = (id: string, customerId: string, more: object): DemoFact => ({
  type: 'OverrideTier',
  data: { id, customerId, tier: 'high', reason: 'promised', ...more },
});

/** What a generated business does not do: customers who are excluded or have clocks of their own, shared sales, touches, tiers given by hand. */
export const RARER_FACTS: readonly DemoFact[] = [
  change('x1', 'c1', '2023-06-01', { excluded: true }),
  change('x2', 'c1', '2024-02-01', { excluded: false }),
  change('x3', 'c2', '2023-09-15', { excluded: true, region: 'north' }),
  change('x4', 'c0', '2023-01-02', { timeZone: 'Asia/Kathmandu' }),
  touch('x5', '2024-03-01T09:00:00Z', 'fair'),
  touch('x6', '2024-03-20T09:00:00Z', 'mail'),
  sale('x7', { occurredAt: '2024-03-20T10:00:00Z', credits: CREDITS }),
  sale('x8', { occurredAt: '2024-07-01T23:30:00Z', salesperson: 'Ada', currency: 'EUR' }),
  { type: 'RefundSale', data: { id: 'x9', saleId: 'x7', occurredAt: '2024-04-02', amount: '10.01' } },
  {
    type: 'OpenOpportunity',
    data: { id: 'x10', customerId: 'c1', openedAt: '2024-01-10', value: '700', salesperson: 'Cleo' },
  },
  { type: 'WinOpportunity', data: { id: 'x11', opportunityId: 'x10', occurredAt: '2024-02-10', credits: CREDITS } },
  override('x12', 'c3', { from: '2023-11-01', until: '2024-01-31' }),
  override('x13', 'c2', { from: '2024-05-01' }),
];
