import fc from 'fast-check';
import { formatDecimal } from '#kernel/decimal.js';
import { Calendar, formatDay } from '#kernel/time/calendar.js';
import { RECORDING } from '#subjects/sales/sale.commands.js';
import type { CreditShare } from '#subjects/sales/credit-shares.js';
import { saleDecider, type RefundSale, type Sale, type SaleCommand } from '#subjects/sales/sale.decider.js';
import type { SaleEvent } from '#subjects/sales/sale.events.js';
import type { Arrival } from './random-book.js';

/** Random sales that salespeople share, what was given back of them, and voids, as the decider has them. */
export const FIRST = 19_723; // 2024-01-01
export const DAYS = 60;
export const PEOPLE = ['Ann', 'Ben', 'Cy', 'Dee'] as const;

const reading = { calendar: new Calendar('UTC', 1), currency: 'USD', now: '2025-06-01T00:00:00.000Z' };
const micro = (max: number) => fc.integer({ min: 1, max }).map((value) => formatDecimal(BigInt(value)));

/** By cuts of a whole: so many parts, none of nothing. */
const shared = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { maxLength: 3 }),
    fc.shuffledSubarray([...PEOPLE], { minLength: 4 }),
  )
  .map(([cuts, names]): CreditShare[] => {
    const ends = [...cuts.sort((a, b) => a - b), 1_000_000];
    return ends.map((end, i) => ({
      salesperson: names[i] as string,
      share: formatDecimal(BigInt(end - (ends[i - 1] ?? 0))),
    }));
  });

const line = fc.record({
  product: fc.constantFrom('tea', 'pot'),
  quantity: fc.constantFrom('0.001', '1', '2.5'),
  unitPrice: fc.oneof(fc.constant('0'), micro(20), micro(90_000_000)),
  discountRate: fc.option(micro(1_000_000), { nil: undefined }),
  tax: fc.option(fc.oneof(micro(20), micro(9_000_000)), { nil: undefined }),
});
const later = fc.record({
  /** Of a line, of the whole sale (-1), or the voiding of it (-2). */
  line: fc.integer({ min: -2, max: 2 }),
  sixths: fc.bigInt({ min: 1n, max: 6n }),
  days: fc.nat(20),
  late: fc.oneof(fc.constant(0), fc.nat(DAYS)),
});
const sold = fc.record({
  day: fc.nat(DAYS),
  late: fc.oneof(fc.constant(0), fc.nat(DAYS)),
  customer: fc.constantFrom('c0', 'c1', undefined),
  rate: fc.constantFrom('1', '1.234567', '0.000007', null),
  region: fc.constantFrom('north', 'south'),
  credits: fc.option(shared, { nil: undefined, freq: 5 }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  later: fc.array(later, { maxLength: 4 }),
});
type Sold = typeof sold extends fc.Arbitrary<infer Value> ? Value : never;

/** In the order of their recording; everything of a sale follows it. */
export const sharedSales = salesOf([]);
/** Of each that is not voided, nothing is left. */
export const givenBack = salesOf([{ line: -1, sixths: 6n, days: DAYS, late: 0 }]);

function salesOf(last: Sold['later']): fc.Arbitrary<readonly Arrival[]> {
  const inOrder = (sales: readonly Sold[]): readonly Arrival[] =>
    sales.flatMap((one, i) => arrivalsOf({ ...one, later: [...one.later, ...last] }, `s${String(i)}`));
  return fc.array(sold, { minLength: 1, maxLength: 5 }).map((sales) => inOrder(sales).toSorted((a, b) => a.on - b.on));
}

/** The same as if nobody shared anything. */
export function withoutCredits(arrivals: readonly Arrival[]): readonly Arrival[] {
  const strip = (key: string, value: unknown): unknown => (key === 'credits' || key === 'earlier' ? undefined : value);
  return arrivals.map((one) => JSON.parse(JSON.stringify(one, strip)) as Arrival);
}

function arrivalsOf({ day, late, rate, later: steps, ...said }: Sold, id: string): readonly Arrival[] {
  const currency = rate === '1' ? 'USD' : 'EUR';
  const { customer: customerId, ...more } = said;
  const asked = { id, occurredAt: formatDay(FIRST + day), currency, customerId, ...more };
  const { command } = RECORDING.read(JSON.parse(JSON.stringify(asked)), reading);
  const known = customerId === undefined ? {} : { customer: { closed: false } };
  const course = new Course(FIRST + day + late);
  course.take({ ...command, ...known, sale: { ...command.sale, rate }, opportunityKnown: false }, 0);
  for (const step of steps) course.take(course.commandOf(step, id, FIRST + day), step.late);
  return course.arrivals;
}

class Course {
  readonly arrivals: Arrival[] = [];
  private state: Sale = saleDecider.initial;

  constructor(private on: number) {}

  take(command: SaleCommand | undefined, late: number): void {
    if (command === undefined || this.state.voided) return;
    this.on += late;
    for (const event of saleDecider.decide(command, this.state)) {
      this.arrivals.push({ event: event satisfies SaleEvent, on: this.on });
      this.state = saleDecider.evolve(this.state, event);
    }
  }

  /** Undefined where there is nothing left to give back. */
  commandOf({ line: of, sixths, days }: Sold['later'][number], id: string, day: number): SaleCommand | undefined {
    const change = `x${String(this.arrivals.length)}`;
    if (of === -2) return { type: 'VoidSale', id, change, reason: 'mistake' };
    const rests = of === -1 ? this.state.left : this.state.left.slice(of, of + 1);
    const part = (amounts: readonly bigint[]) => (amounts.reduce((sum, amount) => sum + amount, 0n) * sixths) / 6n;
    const amount = part(rests.map(({ net }) => net.amount));
    if (amount === 0n) return undefined;
    const said = { amount: formatDecimal(amount), tax: formatDecimal(part(rests.map(({ tax }) => tax.amount))) };
    const at = `${formatDay(day + days)}T00:00:00.000Z`;
    const refund: RefundSale = { type: 'RefundSale', id, refund: change, at };
    return of === -1 ? { ...refund, ...said } : { ...refund, lines: [{ line: of, ...said }] };
  }
}
