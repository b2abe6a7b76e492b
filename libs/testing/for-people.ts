/** What is recorded for people whom a book knows, by the names of its commands. */
export const FOR_PEOPLE: readonly (readonly [string, object])[] = [
  ['RegisterCustomer', { id: 'c2', registeredAt: '2024-01-02' }],
  ['PlaceHold', { id: 'g2', customerId: 'c2', reason: 'the court asks' }],
  ['ReleaseHold', { id: 'g3', customerId: 'c2', hold: 'g2', reason: 'it asks no more' }],
  [
    'OverrideTier',
    { id: 'g4', customerId: 'c2', tier: 'high', from: '2024-03-01', until: '2024-12-31', reason: 'vip' },
  ],
  ['WithdrawTierOverride', { id: 'g5', customerId: 'c2', override: 'g4', from: '2024-06-01', reason: 'never came' }],
  ['MergeCustomers', { id: 'g6', customerId: 'c2', into: 'c1', reason: 'the same person' }],
  ['UnmergeCustomers', { id: 'g7', customerId: 'c2', reason: 'father and son' }],
  ['PublishRetentionPolicy', { id: 'rp1', afterDays: 730, of: 'leads', from: '2024-05-01' }],
];
