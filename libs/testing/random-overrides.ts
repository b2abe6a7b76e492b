import type { BookEvent } from './book-event.js';
import { tierOverridden, tierWithdrawn } from './book-events.js';

interface Drawn {
  readonly which: number;
  readonly amount: number;
}

/** Tiers that a random book gives by hand, and what it does with them afterwards. */
export class RandomOverrides {
  private readonly given: { customer: string; id: string; day: number }[] = [];

  give({ which, amount }: Drawn, customer: string, day: number, id: string): BookEvent {
    this.given.push({ customer, id, day });
    // Few for ever: the tier of a customer is to change for other reasons, too.
    const until = which % 16 === 0 ? {} : { until: day + (amount % 40) };
    return tierOverridden(customer, id, day, { tier: amount % 2 === 0 ? 'high' : 'low', ...until });
  }

  /** One of them, or all of its customer's; from a day on, or as if it had never been. */
  withdraw({ which, amount }: Drawn, id: string): BookEvent | undefined {
    const found = this.given[which % Math.max(1, this.given.length)];
    if (found === undefined) return undefined;
    const { customer, id: override, day: first } = found;
    const own = this.given.filter((one) => one.customer === customer).map(({ day }) => day);
    const day = amount % 3 === 0 ? {} : { day: first - 5 + (amount % 60) };
    if (which % 4 === 0) return tierWithdrawn(customer, id, { first: Math.min(...own), ...day });
    return tierWithdrawn(customer, id, { first, override, ...day });
  }
}
