import { describe, expect, it } from '@jest/globals';
import { given } from '#testing/given-when-then.js';
import type { SubscriptionEvent } from './subscription.events.js';
import { subscriptionDecider, type SubscriptionCommand } from './subscription.decider.js';
import { monthly } from './monthly.js';

const day = (text: string) => `2020-${text}T00:00:00.000Z`;
const rateIn = (currency: string) => (currency === 'EUR' ? '1.1' : null);
const content = {
  id: 'b1',
  customerId: 'c1',
  product: 'tea',
  amount: '120',
  currency: 'EUR',
  interval: 'year',
} as const;
const started: SubscriptionEvent = {
  type: 'SubscriptionStarted',
  schema: 1,
  occurredAt: day('03-01'),
  key: 'c1',
  data: { ...content, rate: '1.1' },
};
const event = (type: string, change: string, on: string, more: object = {}): SubscriptionEvent =>
  ({
    type,
    schema: 1,
    occurredAt: day(on),
    key: 'c1',
    data: { id: 'b1', customerId: 'c1', change, ...more },
  }) as SubscriptionEvent;
const later = (change: string, on: string) => ({ id: 'b1', change, at: day(on) });
const cancel = (change: string, on: string, said: object = {}): SubscriptionCommand => ({
  ...later(change, on),
  type: 'CancelSubscription',
  said,
});
const resume = (change: string, on: string): SubscriptionCommand => ({
  ...later(change, on),
  type: 'ResumeSubscription',
  rateIn,
});
const cancelled = (change: string, on: string, more: object = {}) => event('SubscriptionCancelled', change, on, more);
const resumed = (change: string, on: string) => event('SubscriptionResumed', change, on, { rate: '1.1' });

describe('a subscription', () => {
  it('starts with the rate of its day, for a customer who is registered', () => {
    const command = { type: 'StartSubscription', at: day('03-01'), subscription: content, rateIn } as const;
    given(subscriptionDecider)
      .when({ ...command, customer: { closed: false } })
      .yields(started);
    given(subscriptionDecider).when(command).isRefused('customer-unknown', 'customerId');
  });

  it('changes, at the rate of that day', () => {
    const change = { ...later('x1', '03-05'), type: 'ChangeSubscription', changed: { amount: '240' }, rateIn } as const;
    given(subscriptionDecider, started)
      .when(change)
      .yields(event('SubscriptionChanged', 'x1', '03-05', { amount: '240', rate: '1.1' }));
    given(subscriptionDecider).when(change).isRefused('not-found', 'subscriptionId');
    given(subscriptionDecider, started)
      .when({ ...change, at: day('02-29') })
      .isRefused('before-its-start', 'occurredAt');
  });

  it('is cancelled, for now or for later, resumed, and cancelled again', () => {
    given(subscriptionDecider, started)
      .when(cancel('k1', '03-05', { endsAt: day('03-31'), reason: 'price' }))
      .yields(cancelled('k1', '03-05', { endsAt: day('03-31'), reason: 'price' }));
    given(subscriptionDecider, started, cancelled('k1', '03-05'))
      .when(resume('r1', '03-07'))
      .yields(resumed('r1', '03-07'));
    given(subscriptionDecider, started, cancelled('k1', '03-05'), resumed('r1', '03-07'))
      .when(cancel('k2', '03-09'))
      .yields(cancelled('k2', '03-09'));
  });

  it('does not end before it is cancelled', () => {
    given(subscriptionDecider, started)
      .when(cancel('k1', '03-05', { endsAt: day('03-04') }))
      .isRefused('before-its-start', 'endsAt');
  });

  it('is cancelled once, judged at the day of the fact, even where its end is yet to come', () => {
    const over = [started, cancelled('k1', '03-05', { endsAt: day('03-31') })];
    given(subscriptionDecider, ...over)
      .when(cancel('k2', '03-06'))
      .isRefused('subscription-cancelled', 'occurredAt');
    given(subscriptionDecider, ...over)
      .when(cancel('k2', '03-04'))
      .isRefused('subscription-cancelled', 'occurredAt');
  });

  it('is resumed only where it is cancelled', () => {
    given(subscriptionDecider, started).when(resume('r1', '03-06')).isRefused('not-cancelled');
    given(subscriptionDecider, started, cancelled('k1', '03-05'))
      .when(resume('r1', '03-04'))
      .isRefused('not-cancelled');
  });
});

describe('a monthly value', () => {
  it('is rounded half-even to millionths, once, whatever the rate', () => {
    const value = (amount: string, interval: 'month' | 'quarter' | 'year', rate: string | null = null) =>
      monthly({ amount, interval, rate });
    expect(value('10', 'month')).toBe(10_000_000n);
    expect(value('10', 'quarter')).toBe(3_333_333n);
    expect(value('20', 'quarter')).toBe(6_666_667n);
    expect(value('100', 'year')).toBe(8_333_333n);
    // 0.0000005 and 0.0000015: to the even one.
    expect(value('0.000006', 'year')).toBe(0n);
    expect(value('0.000018', 'year')).toBe(2n);
    // 0.000001 x 1.5 / 3 = 0.0000005: rounded before the division it would be 0.000002 / 3, which is 0.000001.
    expect(value('0.000001', 'quarter', '1.5')).toBe(0n);
  });
});
