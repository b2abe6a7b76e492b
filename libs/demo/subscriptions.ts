import { formatDay } from '#kernel/time/calendar.js';
import type { DemoFact } from './fact.js';
import type { Random } from './random.js';

/** What a month of each costs at least; a quarter is a little less than three of them, a year less than twelve. */
const PLANS = [
  { product: 'care', month: 20 },
  { product: 'spare parts', month: 45 },
  { product: 'academy', month: 90 },
];
const INTERVALS = [
  { interval: 'month', times: 1 },
  { interval: 'quarter', times: 2.9 },
  { interval: 'year', times: 11 },
];
const REASONS = ['price', 'not used', 'competitor'];

interface Subscription {
  readonly id: string;
  readonly amount: number;
  /** The last day on which anything became of it. */
  readonly day: number;
}

/** Subscriptions of the generated business: most grow or shrink with time, some are cancelled, a few of those come back. */
export class Subscriptions {
  private running: Subscription[] = [];
  private ended: Subscription[] = [];

  constructor(private readonly random: Random) {}

  next(id: string, day: number, customerId: string): DemoFact {
    const { random } = this;
    const dice = random.next();
    if (dice >= 0.92) {
      const resumed = this.resume(id, day);
      if (resumed !== undefined) return resumed;
    }
    const one = this.running[random.below(Math.max(1, this.running.length))];
    if (one === undefined || one.day >= day || dice < 0.4) return this.start(id, day, customerId);
    return dice < 0.75 ? this.change(id, day, one) : this.cancel(id, day, one);
  }

  private start(id: string, day: number, customerId: string): DemoFact {
    const { random } = this;
    const { product, month } = random.pick(PLANS);
    const { interval, times } = random.pick(INTERVALS);
    const seats = 1 + random.skewed(10);
    const amount = Math.round(month * times * seats);
    this.running.push({ id, amount, day });
    const terms = { product, amount: String(amount), interval, seats };
    return { type: 'StartSubscription', data: { id, customerId, startedAt: formatDay(day), ...terms } };
  }

  private change(id: string, day: number, one: Subscription): DemoFact {
    const amount = Math.round(one.amount * (this.random.chance(0.65) ? 1.25 : 0.8));
    this.running = [...this.without(one), { ...one, amount, day }];
    return { type: 'ChangeSubscription', data: { ...about(id, day, one), amount: String(amount) } };
  }

  private cancel(id: string, day: number, one: Subscription): DemoFact {
    this.running = this.without(one);
    this.ended = [...this.ended, { ...one, day }];
    return { type: 'CancelSubscription', data: { ...about(id, day, one), reason: this.random.pick(REASONS) } };
  }

  private resume(id: string, day: number): DemoFact | undefined {
    const one = this.ended.find((other) => other.day < day);
    if (one === undefined) return undefined;
    this.ended = this.ended.filter((other) => other !== one);
    this.running.push({ ...one, day });
    return { type: 'ResumeSubscription', data: about(id, day, one) };
  }

  private without(one: Subscription): Subscription[] {
    return this.running.filter((other) => other !== one);
  }
}

function about(id: string, day: number, { id: subscriptionId }: Subscription) {
  return { id, subscriptionId, occurredAt: formatDay(day) };
}
