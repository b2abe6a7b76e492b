import type { History } from '../customers/timeline/history.js';
import { CustomerOn, type Others } from './customer-on.js';
import type { KnownFacts } from './known-facts.js';
import { historiesOf, othersOn } from './others.js';
import type { SegmentRule } from './segment-rule.js';

/** Whether customers are members at the ends of days. */
export class Membership {
  private constructor(
    private readonly rule: SegmentRule,
    private readonly days: readonly number[],
    private readonly facts: KnownFacts,
    private readonly others: Others,
  ) {}

  /** @param days ascending: what else a rule needs of them is looked up once for all */
  static async of(rule: SegmentRule, days: readonly number[], facts: KnownFacts): Promise<Membership> {
    return new Membership(rule, days, facts, await othersOn([rule], days, facts));
  }

  /** Of each of the days, whether a customer of this history is a member. */
  of(history: History): readonly boolean[] {
    const [start = 0] = this.days;
    const customer = new CustomerOn(history, this.facts.context.policies, start, this.others);
    return this.days.map((day) => customer.moveTo(day) && this.rule.holds(customer));
  }

  /** Every customer's, in the order of their ids. */
  async *ofAll(): AsyncIterable<{ readonly history: History; readonly isIn: readonly boolean[] }> {
    for await (const history of historiesOf(this.facts)) yield { history, isIn: this.of(history) };
  }
}
