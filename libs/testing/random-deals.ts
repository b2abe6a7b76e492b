import fc from 'fast-check';
import type { OpportunityContent } from '#subjects/opportunities/opportunity.events.js';
import type { BookEvent } from './book-event.js';
import { opened, turned } from './book-events.js';
import type { Arrival } from './random-book.js';

/** Random books of three opportunities, whose facts come in any order. */
export const DAY_ZERO = 18_262; // 2020-01-01
const DAYS = 120;
export const LAST_DAY = DAY_ZERO + 2 * DAYS;

interface Plan {
  readonly kind: 'change' | 'move' | 'expect' | 'win' | 'lose' | 'reopen';
  readonly which: number;
  readonly day: number;
  readonly late: number;
  readonly amount: number;
  readonly rate: string | null;
}

/** Who may share a win; of the second nobody has more than the others. */
const CREDITS = [
  [
    { salesperson: 'Cy', share: '0.333333' },
    { salesperson: 'Ben', share: '0.666667' },
  ],
  ['Cy', 'Ann', 'Ben', 'Dee'].map((salesperson) => ({ salesperson, share: '0.25' })),
];

const plan = fc.record<Plan>({
  kind: fc.constantFrom('change', 'move', 'move', 'expect', 'expect', 'win', 'lose', 'reopen', 'reopen'),
  which: fc.nat(2),
  // Few days, so that many fall on one.
  day: fc.nat(DAYS / 10).map((ten) => 10 * ten),
  late: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(2 * DAYS)),
  amount: fc.integer({ min: 0, max: 2_000 }),
  rate: fc.constantFrom('1', '1.25', null),
});
export const plans = fc.tuple(
  fc.array(plan, { minLength: 3, maxLength: 3 }),
  fc.array(plan, { minLength: 2, maxLength: 24 }),
);

/** Openings first, in the order of their streams; all else in the order it is recorded in. */
export function dealsOf([begun, planned]: readonly [readonly Plan[], readonly Plan[]]): readonly Arrival[] {
  const openings = begun.map((one, i): readonly [OpportunityContent, number] => [
    contentOf(one, i),
    DAY_ZERO + one.day,
  ]);
  const first = openings.map(([content, day]): Arrival => ({ event: opened(content, day), on: DAY_ZERO }));
  const later = planned.map((one, i): Arrival => {
    const [content, day] = openings[one.which] as (typeof openings)[number];
    return { event: eventOf(one, content, String(i).padStart(2, '0'), day), on: DAY_ZERO + one.day + one.late };
  });
  return [...first, ...later.sort((a, b) => a.on - b.on)];
}

function contentOf({ amount, rate }: Plan, i: number): OpportunityContent {
  return {
    id: `o${String(i)}`,
    ...(amount % 3 > 0 && { customerId: 'ada' }),
    currency: 'EUR',
    rate,
    ...(amount % 5 > 0 && { value: String(amount) }),
    ...(amount % 2 > 0 && { pipeline: 'wholesale', expectedCloseOn: dateOf(amount) }),
    salesperson: 'Ann',
  };
}

function eventOf({ kind, day, amount, rate }: Plan, of: OpportunityContent, id: string, begun: number): BookEvent {
  const on = begun + day;
  const value = amount % 2 > 0 ? { value: String(amount) } : {};
  switch (kind) {
    case 'change':
      return turned('OpportunityChanged', of, id, on, { rate, ...value, salesperson: pick(['Ann', 'Ben'], amount) });
    case 'move': {
      const pipeline = amount % 7 === 0 ? { pipeline: pick(['retail', 'wholesale'], amount) } : {};
      return turned('OpportunityChanged', of, id, on, { rate, ...pipeline, stage: pick(['offer', 'talks'], amount) });
    }
    case 'expect':
      return turned('OpportunityChanged', of, id, on, { rate, expectedCloseOn: dateOf(amount) });
    case 'win':
      return turned('OpportunityWon', of, id, on, {
        rate,
        ...value,
        ...(amount % 3 > 0 && { credits: CREDITS[amount % 2] }),
      });
    case 'lose':
      return turned('OpportunityLost', of, id, on, { rate, ...(amount % 2 > 0 && { reason: 'price' }) });
    case 'reopen':
      return turned('OpportunityReopened', of, id, on, { rate });
  }
}

/** Some day of the book. */
function dateOf(amount: number): string {
  const date = new Date((DAY_ZERO + (amount % DAYS)) * 86_400_000);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

function pick(values: readonly string[], which: number): string {
  return values[which % values.length] as string;
}
