import fc from 'fast-check';
import type { BookEvent } from './book-event.js';
import { changed, registered, resubscribed, sale, sold, subscribed } from './book-events.js';
import type { Arrival } from './random-book.js';
import type { SubscriptionContent } from '#subjects/subscriptions/subscription.events.js';

/** Random books of two customers and three subscriptions, whose facts come in any order. */
export const DAY_ZERO = 18_262; // 2020-01-01
const DAYS = 120;
export const LAST_DAY = DAY_ZERO + 2 * DAYS;

export interface SubscribedBook {
  readonly arrivals: readonly Arrival[];
}

interface Plan {
  readonly kind: 'start' | 'change' | 'product' | 'cancel' | 'resume' | 'move' | 'sale';
  readonly which: number;
  readonly day: number;
  readonly late: number;
  readonly amount: number;
  readonly rate: string | null;
}

export const plans: fc.Arbitrary<readonly Plan[]> = fc.array(
  fc.record<Plan>({
    kind: fc.constantFrom(
      'start',
      'change',
      'change',
      'product',
      'cancel',
      'cancel',
      'resume',
      'resume',
      'move',
      'sale',
    ),
    which: fc.nat(2),
    // Few days, so that many fall on one.
    day: fc.nat(DAYS / 10).map((ten) => 10 * ten),
    late: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(2 * DAYS)),
    amount: fc.integer({ min: 0, max: 2_000 }),
    rate: fc.constantFrom('1', '1.25', null),
  }),
  { minLength: 4, maxLength: 24 },
);

const INTERVALS = ['month', 'quarter', 'year'] as const;

/** Customers first, one of them registered on a later day; all else in the order it is recorded in, some before the start that it follows. */
export function bookOf(planned: readonly Plan[]): SubscribedBook {
  const starts = new Map<number, Plan>();
  for (const plan of planned) if (plan.kind === 'start' && !starts.has(plan.which)) starts.set(plan.which, plan);
  const arrivals: Arrival[] = [
    {
      event: registered('c0', DAY_ZERO - 10, { region: 'north', segment: 's', salesperson: 'Ann' }),
      on: DAY_ZERO - 10,
    },
    { event: registered('c1', DAY_ZERO + 25, { region: 'south', salesperson: 'Ben' }), on: DAY_ZERO - 10 },
  ];
  planned.forEach((plan, i) => {
    const event = eventOf(plan, starts, String(i).padStart(2, '0'));
    if (event !== undefined) arrivals.push({ event, on: DAY_ZERO + plan.day + plan.late });
  });
  return { arrivals: arrivals.sort((a, b) => a.on - b.on) };
}

function eventOf(plan: Plan, starts: ReadonlyMap<number, Plan>, id: string): BookEvent | undefined {
  const { kind, which, amount, rate } = plan;
  const customer = `c${String(which % 2)}`;
  const on = DAY_ZERO + plan.day;
  if (kind === 'move') return changed(customer, id, on, { region: ['north', 'south', 'west'][amount % 3] as string });
  if (kind === 'sale') return sold(sale(id, customer, String(amount)), on);
  const start = starts.get(which);
  if (start === undefined) return undefined;
  const content = contentOf(start);
  if (kind === 'start') return plan === start ? subscribed(content, on) : undefined;
  const day = DAY_ZERO + start.day + plan.day;
  if (kind === 'change') return resubscribed('SubscriptionChanged', content, id, day, { amount: String(amount), rate });
  if (kind === 'product')
    return resubscribed('SubscriptionChanged', content, id, day, { product: ['tea', 'care'][amount % 2], rate });
  if (kind === 'resume') return resubscribed('SubscriptionResumed', content, id, day, { rate });
  const ends = amount % 2 === 0 ? {} : { endsOn: day + (amount % 40) };
  return resubscribed('SubscriptionCancelled', content, id, day, { ...ends, reason: 'price' });
}

function contentOf({ which, amount, rate }: Plan): SubscriptionContent {
  const interval = INTERVALS[which] as (typeof INTERVALS)[number];
  const customerId = `c${String(which % 2)}`;
  return {
    id: `b${String(which)}`,
    customerId,
    product: 'tea',
    amount: String(amount),
    currency: 'EUR',
    rate,
    interval,
  };
}
