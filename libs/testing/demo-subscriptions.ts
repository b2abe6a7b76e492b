import { formatDay, parseDay } from '#kernel/time/calendar.js';
import type { DemoFact } from '#demo/fact.js';

const FIRST_DAY = parseDay('2024-03-01') as number;
const INTERVALS = ['month', 'quarter', 'year'];
const PRODUCTS = ['care', 'product 1', 'product 2'];
/** That of the book, one with a rate, and one without. */
const CURRENCIES = ['USD', 'USD', 'EUR', 'CHF'];
const REASONS = ['price', 'silence'];

/** Subscriptions of the customers of a generated business of at least so many days, which are changed, cancelled and resumed. */
export function demoSubscriptions(): readonly DemoFact[] {
  return Array.from({ length: 24 }, (_, i) => factsOf(i)).flat();
}

function factsOf(i: number): readonly DemoFact[] {
  const subscriptionId = `b${String(i)}`;
  const on = (days: number): string => formatDay(FIRST_DAY + i + days);
  const later = (type: string, days: number, more: object = {}): DemoFact => ({
    type,
    data: { id: `${subscriptionId}-${String(days)}`, subscriptionId, occurredAt: on(days), ...more },
  });
  const terms = {
    product: PRODUCTS[i % 3],
    amount: String(100 + 7 * i),
    currency: CURRENCIES[i % 4],
    interval: INTERVALS[i % 3],
  };
  return [
    {
      type: 'StartSubscription',
      data: { id: subscriptionId, customerId: `c${String(i % 15)}`, startedAt: on(0), ...terms },
    },
    later('ChangeSubscription', 40, { amount: String(90 + 10 * (i % 5)) }),
    ...(i % 4 === 0 ? [later('ChangeSubscription', 20, { product: 'care' })] : []),
    ...(i % 2 === 0 ? [later('CancelSubscription', 60, { endsAt: on(75), reason: REASONS[(i / 2) % 2] })] : []),
    ...(i % 6 === 0 ? [later('ResumeSubscription', 90)] : []),
  ];
}
