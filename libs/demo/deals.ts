import { formatDay } from '#kernel/time/calendar.js';
import type { DemoFact } from './fact.js';
import type { Random } from './random.js';

const REASONS = ['price', 'silence', 'competitor', 'no budget'];
const STAGES = ['contacted', 'offer', 'negotiation'];
/** From what value on an opportunity is one of the wholesale. */
const LARGE = 1_000;
/** Days that one is put off by of which the expected day has come. */
const PUT_OFF = 30;

interface Deal {
  readonly id: string;
  readonly opened: number;
  expected: number;
  closed?: number;
}

/** Opportunities of the generated business: most are moved along, won or lost after weeks; a few come back. */
export class Deals {
  private open: Deal[] = [];
  private closed: Deal[] = [];

  constructor(private readonly random: Random) {}

  next(id: string, day: number, customerId: string, money: object): DemoFact {
    const { random } = this;
    const dice = random.next();
    const deal = this.open[random.below(Math.max(1, this.open.length))];
    if (deal === undefined || deal.opened >= day || dice < 0.4) return this.begin(id, day, customerId, money);
    if (dice < 0.7) return this.move(id, day, deal);
    if (dice < 0.73) return this.comeBack(id, day) ?? this.move(id, day, deal);
    this.open = this.open.filter((other) => other !== deal);
    this.closed = [...this.closed.slice(-20), { ...deal, closed: day }];
    const about = { id, opportunityId: deal.id, occurredAt: formatDay(day) };
    if (random.chance(0.45)) return { type: 'WinOpportunity', data: about };
    return { type: 'LoseOpportunity', data: { ...about, reason: random.pick(REASONS) } };
  }

  private begin(id: string, day: number, customerId: string, money: object): DemoFact {
    const { random } = this;
    const value = 100 * (1 + random.skewed(80));
    const expected = day + 20 + random.below(60);
    this.open.push({ id, opened: day, expected });
    const pipeline = value < LARGE ? 'retail' : 'wholesale';
    const terms = { value: String(value), pipeline, expectedCloseOn: formatDay(expected) };
    const probability = `0.${String(1 + random.below(9))}`;
    return {
      type: 'OpenOpportunity',
      data: { id, customerId, openedAt: formatDay(day), ...terms, probability, ...money },
    };
  }

  private move(id: string, day: number, deal: Deal): DemoFact {
    const { random } = this;
    const stage = random.pick(STAGES);
    const isLate = deal.expected <= day;
    if (isLate) deal.expected = day + PUT_OFF;
    const later = isLate ? { expectedCloseOn: formatDay(deal.expected) } : {};
    const probability = `0.${String(1 + random.below(9))}`;
    return {
      type: 'ChangeOpportunity',
      data: { id, opportunityId: deal.id, occurredAt: formatDay(day), stage, probability, ...later },
    };
  }

  private comeBack(id: string, day: number): DemoFact | undefined {
    const [deal] = this.closed.splice(0, 1);
    if (deal?.closed === undefined || deal.closed >= day) return undefined;
    this.open.push({ id: deal.id, opened: day, expected: deal.expected });
    return { type: 'ReopenOpportunity', data: { id, opportunityId: deal.id, occurredAt: formatDay(day) } };
  }
}
