import fc from 'fast-check';
import { Course, type Issuing } from '#engine/react/course.js';
import { LogReading } from '#engine/react/log-reading.js';
import { wayOf } from '#engine/react/react.js';
import { wayThroughTime } from '#engine/schedule/schedule.js';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { FIRINGS } from '#subjects/firings/firings.subject.js';
import { JUDGING_TURNS } from '#subjects/firings/firing.reactions.js';
import type { Fact } from '#subjects/reactions.js';
import { AlertBook } from './alert-book.js';

export const REGIONS = ['north', 'south'] as const;
export const FIRST = parseDay('2024-02-20') ?? 0;

/** A sale or a refund of one; `late` days before the day it comes on. */
interface Happens {
  readonly region: (typeof REGIONS)[number];
  readonly price: number;
  readonly quantity: number;
  readonly late: number;
  readonly isCall: boolean;
}
/** What comes on a day: it only grows what there is, or only takes from it, so that its end says what held on it. */
export interface Day {
  readonly isDown: boolean;
  readonly facts: readonly Happens[];
}

export const randomDays: fc.Arbitrary<readonly Day[]> = fc.array(
  fc.record({
    isDown: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    facts: fc.array(
      fc.record({
        region: fc.constantFrom(...REGIONS),
        price: fc.integer({ min: 20, max: 90 }),
        quantity: fc.integer({ min: 1, max: 3 }),
        late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(6) }),
        isCall: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
  }),
  { minLength: 10, maxLength: 18 },
);

/** A sale as it was recorded: of a day since 1970. */
export interface Sold {
  readonly id: string;
  readonly day: number;
  readonly region: string;
  readonly units: number;
}

/** A book in memory with some alerts, judged from its first day on after every fact and at every turn of the day. */
export class JudgedDays {
  readonly book = new AlertBook();
  /** What was sold, also what was given back since. */
  readonly sold: Sold[] = [];
  private refunded = 0;
  private readonly record = this.book.ledger();
  private readonly courses = this.judges();

  static async of(rules: Readonly<Record<string, object>>, days: readonly Day[]): Promise<JudgedDays> {
    const judged = new JudgedDays();
    await judged.begin(rules);
    for (const [i, day] of days.entries()) await judged.passes(FIRST + i, day);
    // The last one is over, too.
    await judged.passes(FIRST + days.length, { isDown: false, facts: [] });
    return judged;
  }

  private async begin(rules: Readonly<Record<string, object>>): Promise<void> {
    this.turnTo(FIRST);
    await this.judge();
    await this.record({ type: 'RegisterCustomer', data: { id: 'ada', registeredAt: formatDay(FIRST) } });
    for (const [id, rule] of Object.entries(rules)) await this.record({ type: 'SetAlert', data: { id, ...rule } });
    await this.judge();
  }

  private async passes(day: number, { isDown, facts }: Day): Promise<void> {
    this.turnTo(day);
    await this.judge();
    for (const [i, happens] of facts.entries()) {
      const id = `${formatDay(day)}-${String(i)}`;
      const fact = isDown ? this.refund(id, day) : this.growth(id, day, happens);
      if (fact !== undefined) await this.record(fact);
      await this.judge();
    }
  }

  private growth(id: string, day: number, { region, price, quantity, late, isCall }: Happens): Fact {
    const of = Math.max(FIRST, day - late);
    const occurredAt = `${formatDay(of)}T07:00:00Z`;
    if (isCall) return { type: 'LogInteraction', data: { id, customerId: 'ada', kind: 'call', occurredAt } };
    this.sold.push({ id, day: of, region, units: quantity });
    const lines = [{ product: 'tea', quantity, unitPrice: String(price) }];
    return { type: 'RecordSale', data: { id, occurredAt, region, lines } };
  }

  private refund(id: string, day: number): Fact | undefined {
    const sale = this.sold[this.refunded];
    if (sale === undefined) return undefined;
    this.refunded++;
    const occurredAt = `${formatDay(day)}T07:30:00Z`;
    return { type: 'RefundSale', data: { id, saleId: sale.id, occurredAt, amount: '20' } };
  }

  private turnTo(day: number): void {
    this.book.time = Date.parse(`${formatDay(day)}T08:00:00Z`);
  }

  /** Judges all there is, and what is recorded of it. */
  private async judge(): Promise<void> {
    const { book } = this;
    for (let tail = -1; tail !== (await book.log.tail());) {
      tail = await book.log.tail();
      await book.project();
      for (const { course, upTo } of this.courses) await course.advance(await upTo());
    }
  }

  private judges() {
    const { book, record } = this;
    const ground = book.ground((run) => run());
    const issuing: Issuing<Fact> = { outbox: book.outbox, record, clock: () => book.now() };
    const reading = new LogReading(book.log);
    const turns = { ...JUDGING_TURNS, timetable: JUDGING_TURNS.timetable(book.calendar) };
    return [
      { course: new Course(wayThroughTime(turns, issuing.clock, ground), issuing), upTo: async () => book.time },
      ...(FIRINGS.reactions ?? []).map((reaction) => {
        const course = new Course(wayOf(reaction, book.log, reading, ground), issuing);
        return { course, upTo: () => book.covered() };
      }),
    ];
  }
}
