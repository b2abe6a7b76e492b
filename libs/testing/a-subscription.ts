/** All that can be said of a subscription of the customer c1, in the order in which it is accepted. */
export const OF_A_SUBSCRIPTION: readonly (readonly [string, object])[] = [
  [
    'StartSubscription',
    {
      id: 'b1',
      customerId: 'c1',
      startedAt: '2024-02-01',
      product: 'tea',
      amount: 360,
      currency: 'USD',
      interval: 'year',
      seats: 3,
    },
  ],
  [
    'ChangeSubscription',
    { subscriptionId: 'b1', id: 'z1', occurredAt: '2024-02-05', amount: '480', seats: 4, product: 'pot' },
  ],
  [
    'CancelSubscription',
    { subscriptionId: 'b1', id: 'z2', occurredAt: '2024-02-10', endsAt: '2024-02-29', reason: 'price' },
  ],
  ['ResumeSubscription', { subscriptionId: 'b1', id: 'z3', occurredAt: '2024-02-12' }],
  ['CancelSubscription', { subscriptionId: 'b1', id: 'z4', occurredAt: '2024-03-01' }],
];
