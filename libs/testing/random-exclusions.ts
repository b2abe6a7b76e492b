import fc from 'fast-check';
import type { BookEvent } from './book-event.js';
import { changed } from './book-events.js';
import { DAYS, FIRST_DAY, type Arrival } from './random-book.js';

/** That a customer is excluded from figures from a day on, or no more; recorded so many days later. */
export interface Exclusion {
  readonly customer: number;
  readonly day: number;
  readonly late: number;
  readonly excluded: boolean;
}

const late = fc.oneof(fc.constant(0), fc.nat(3), fc.nat(DAYS));

export function randomExclusions(customers: number): fc.Arbitrary<readonly Exclusion[]> {
  const one = fc.record<Exclusion>({
    customer: fc.nat(customers - 1),
    day: fc.noBias(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS })),
    late,
    excluded: fc.constantFrom(true, true, false),
  });
  return fc.array(one, { minLength: 4, maxLength: 8 });
}

/** A book in which that is said, too. */
export function withExclusions(book: readonly Arrival[], exclusions: readonly Exclusion[]): readonly Arrival[] {
  const said = exclusions.map(({ customer, day: from, late, excluded }, i): Arrival => {
    const event = changed(`c${String(customer)}`, `turn-${String(i)}`, from, {});
    return { event: { ...event, data: { ...event.data, excluded } } as BookEvent, on: from + late };
  });
  return [...book, ...said].sort((a, b) => a.on - b.on);
}
