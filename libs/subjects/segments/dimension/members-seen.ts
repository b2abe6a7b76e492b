import type { Step } from '#kernel/step.js';
import { Problem } from '#kernel/problem.js';
import { historyKnown } from '../../customers/customer-card.js';
import { keptHistories } from '../../customers/merging/kept-histories.js';
import type { History } from '../../customers/timeline/history.js';
import { CustomerOn } from '../customer-on.js';
import type { KnownFacts } from '../known-facts.js';
import { othersOn } from '../others.js';
import { SegmentRule } from '../segment-rule.js';
import type { Needed, Seen } from './part.js';
import { ruleKnown, type RuleOf } from './rule-known.js';

/** Customers read at a time. */
const PAGE = 500;

/** The days of which it is asked whether customers are members. */
export class NeededDays implements Needed {
  readonly days = new Map<string, Set<number>>();

  add(customer: string, day: number): void {
    if (customer === '') return;
    const own = this.days.get(customer);
    if (own === undefined) this.days.set(customer, new Set([day]));
    else own.add(day);
  }
}

/**
 * Whether customers were in segments, by what is known of them at one time.
 * @param ruleOf the rules that were known then where absent @throws Problem for a segment that is not there
 */
export async function membersSeen(
  segments: readonly string[],
  { days }: NeededDays,
  facts: KnownFacts,
  step: Step,
  ruleOf: RuleOf = (id) => ruleKnown(id, facts.knownAt, { views: facts.views, calendar: facts.context.calendar }),
): Promise<Seen> {
  const rules = await Promise.all(
    segments.map(async (id) => readRule(id, await ruleOf(id), [...days.values()], facts)),
  );
  const members = new Map(segments.map((id) => [id, new Map<string, Set<number>>()]));
  const first = new Map<string, number>();
  for await (const history of historiesOf([...days.keys()], facts)) {
    step();
    const own = [...(days.get(history.id) ?? [])].sort((a, b) => a - b);
    const [purchase] = history.purchases;
    if (purchase !== undefined) first.set(history.id, purchase.day);
    for (const { id, rule, others } of rules) {
      const customer = new CustomerOn(history, facts.context.policies, own[0] ?? 0, others);
      const isIn = own.filter((day) => customer.moveTo(day) && rule.holds(customer));
      if (isIn.length > 0) members.get(id)?.set(history.id, new Set(isIn));
    }
  }
  return {
    isIn: (segment, customer, day) => members.get(segment)?.get(customer)?.has(day) === true,
    firstPurchase: (customer) => first.get(customer),
  };
}

async function readRule(
  id: string,
  text: string | undefined,
  asked: readonly ReadonlySet<number>[],
  facts: KnownFacts,
) {
  if (text === undefined) throw new Problem('unknown-dimension', `there is no segment ${id}, or it was retired`);
  const rule = new SegmentRule(text);
  const days = [...new Set(asked.flatMap((own) => [...own]))].sort((a, b) => a - b);
  return { id, rule, others: await othersOn([rule], days, facts) };
}

/** Of those there are, as they were known: in no order. */
async function* historiesOf(ids: readonly string[], { views, knownAt, context }: KnownFacts): AsyncIterable<History> {
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE);
    if (knownAt === undefined)
      for (const [id, history] of await keptHistories(page, views)) if (history.id === id) yield history;
    if (knownAt === undefined) continue;
    for (const id of page) {
      const history = await historyKnown(id, views, { asOf: { day: Infinity }, knownAt }, context);
      // What was merged by then has no facts left.
      if (history.id === id) yield history;
    }
  }
}
