import { historiesKnown } from '../customers/histories.js';
import { thresholdsOf, type Scored } from '../customers/rfm.js';
import type { History } from '../customers/timeline/history.js';
import { attributesSaid, needSight } from './attributes-said.js';
import { boughtUpTo } from './bought.js';
import { CustomerOn, type Others } from './customer-on.js';
import type { KnownFacts } from './known-facts.js';
import { estimatedOn, ESTIMATES, type Estimated } from './estimated.js';
import { SCORES, scoredOn } from './names.js';
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

type Buyer = Pick<History, 'id' | 'purchases'>;

/** How what is estimated of everybody is come by. */
export interface Estimating {
  /** Where it is known already. */
  readonly known?: Estimated | undefined;
  /** Told of everybody by whom it is estimated otherwise. */
  readonly seen?: ((buyer: Buyer) => void) | undefined;
}

/**
 * What rules are about that is not of a customer's own history, at the ends of days.
 * @param days ascending @param only whom it is asked of; everybody where absent @param estimating what is known of estimates, or is to be
 */
export async function othersOn(
  rules: readonly SegmentRule[],
  days: readonly number[],
  facts: KnownFacts,
  only?: readonly string[],
  estimating: Estimating = {},
): Promise<Others> {
  needSight(rules, facts.context);
  const asked = (...names: readonly string[]): boolean => rules.some((rule) => rule.isAbout(names));
  const wanted = ESTIMATES.filter((name) => asked(name));
  const [fifths, product, category, estimated, attributes] = await Promise.all([
    asked(...SCORES) ? fifthsOn(days, facts) : undefined,
    asked('products') ? boughtUpTo('product', days, facts, only) : undefined,
    asked('categories') ? boughtUpTo('category', days, facts, only) : undefined,
    wanted.length > 0 ? (estimating.known ?? estimatesOn(days, wanted, facts, estimating.seen)) : undefined,
    asked('attributes') ? attributesSaid(facts, only) : undefined,
  ]);
  const bought = { product, category };
  return {
    ...(fifths !== undefined && { fifths }),
    ...(estimated !== undefined && { estimated }),
    ...(attributes !== undefined && { attributes }),
    bought: (what, customer, day) => bought[what]?.(customer, day) ?? [],
  };
}

/** What of a rule is about a customer's place among all others: their fifths on each of some days. */
async function fifthsOn(days: readonly number[], facts: KnownFacts): Promise<NonNullable<Others['fifths']>> {
  const scored = days.map((): Scored[] => []);
  for await (const history of historiesOf(facts)) {
    const customer = new CustomerOn(history, facts.context.policies, days[0] ?? 0);
    for (const [i, day] of days.entries()) {
      const own = customer.moveTo(day) ? scoredOn(customer) : undefined;
      if (own !== undefined) scored[i]?.push(own);
    }
  }
  const found = new Map(days.map((day, i) => [day, fifthsOf(scored[i] ?? [])]));
  return (day, measure) => found.get(day)?.[measure] ?? [];
}

/** What is estimated of everybody, in the months of some days. */
async function estimatesOn(
  days: readonly number[],
  wanted: readonly (typeof ESTIMATES)[number][],
  facts: KnownFacts,
  seen: Estimating['seen'] = () => undefined,
): Promise<Estimated> {
  const buyers: Buyer[] = [];
  for await (const { id, purchases } of historiesOf(facts)) {
    if (purchases.length === 0) continue;
    buyers.push({ id, purchases });
    seen({ id, purchases });
  }
  return estimatedOn(days, wanted, buyers, facts.step);
}

function fifthsOf(scored: readonly Scored[]) {
  return {
    recency: thresholdsOf(scored, 'recency'),
    frequency: thresholdsOf(scored, 'frequency'),
    monetary: thresholdsOf(scored, 'monetary'),
  };
}

/** Everybody's. */
export function historiesOf({ knownAt, views, context }: KnownFacts): AsyncIterable<History> {
  // Each is cut by the days themselves.
  return historiesKnown({ asOf: { day: Infinity }, knownAt }, views, context);
}
