import { historiesKnown } from '../customers/histories.js';
import { thresholdsOf, type Scored } from '../customers/rfm.js';
import type { History } from '../customers/timeline/history.js';
import { attributesSaid, needSight, type About } from './attributes-said.js';
import { boughtUpTo } from './bought.js';
import { CustomerOn, type Others } from './customer-on.js';
import type { KnownFacts } from './known-facts.js';
import { estimatedOn, ESTIMATES, type Estimate, type Estimated } from './estimated.js';
import { SCORES, scoredOn } from './names.js';

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
  rules: readonly About[],
  days: readonly number[],
  facts: KnownFacts,
  only?: readonly string[],
  estimating: Estimating = {},
): Promise<Others> {
  const [everybody, records] = await Promise.all([
    everybodyOn(rules, days, facts, estimating),
    recordsOn(rules, days, facts, only),
  ]);
  return { ...everybody, ...records };
}

/** What is told of everybody together. */
export async function everybodyOn(
  rules: readonly About[],
  days: readonly number[],
  facts: KnownFacts,
  { known, seen }: Estimating = {},
): Promise<Pick<Others, 'fifths' | 'estimated'>> {
  const wanted = ESTIMATES.filter((name) => isAsked(rules, [name]));
  const [fifths, estimated] = await Promise.all([
    isAsked(rules, SCORES) ? fifthsOn(days, facts) : undefined,
    wanted.length > 0 ? (known ?? estimatesOn(days, wanted, facts, seen)) : undefined,
  ]);
  return { ...(fifths !== undefined && { fifths }), ...(estimated !== undefined && { estimated }) };
}

/** What else is recorded about each customer than its history has. @throws Problem `forbidden` */
export async function recordsOn(
  rules: readonly About[],
  days: readonly number[],
  facts: KnownFacts,
  only?: readonly string[],
): Promise<Pick<Others, 'attributes' | 'bought'>> {
  needSight(rules, facts.context);
  const [product, category, attributes] = await Promise.all([
    isAsked(rules, ['products']) ? boughtUpTo('product', days, facts, only) : undefined,
    isAsked(rules, ['categories']) ? boughtUpTo('category', days, facts, only) : undefined,
    isAsked(rules, ['attributes']) ? attributesSaid(facts, only) : undefined,
  ]);
  const bought = { product, category };
  return {
    ...(attributes !== undefined && { attributes }),
    bought: (what, customer, day) => bought[what]?.(customer, day) ?? [],
  };
}

function isAsked(rules: readonly About[], names: readonly string[]): boolean {
  return rules.some((rule) => rule.isAbout(names));
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
  wanted: readonly Estimate[],
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
