import { formatDay } from '#kernel/time/calendar.js';
import type { Moment } from '#kernel/time/moment.js';
import { listCustomers } from '../customers/customers.js';
import type { CustomersPage } from '../customers/customer.answers.js';
import { standingAt } from '../customers/timeline/scan.js';
import type { KnownFacts } from './known-facts.js';
import { Membership } from './membership.js';
import type { SegmentPreview } from './segment.answers.js';
import type { SegmentRule } from './segment-rule.js';

export interface MembersQuestion {
  readonly asOf: Moment;
  readonly limit: number;
  readonly cursor?: string;
  /** The question as asked, its rule included, without its page: what a cursor is good for. */
  readonly asked: object;
}

/** A page of those of whom a rule is true, by id, as `GET /v1/customers` shows them. @throws Problem for a cursor of another question */
export async function members(rule: SegmentRule, question: MembersQuestion, facts: KnownFacts): Promise<CustomersPage> {
  const { views, context, knownAt } = facts;
  const membership = await Membership.of(rule, [question.asOf.day], facts);
  return listCustomers(
    {
      ...question,
      ...(knownAt !== undefined && { knownAt }),
      sort: 'id',
      filters: {},
      among: (history) => membership.of(history)[0] === true,
    },
    views,
    context,
  );
}

/** How many there would be, and the first of them. */
export async function preview(
  rule: SegmentRule,
  { asOf, limit }: Pick<MembersQuestion, 'asOf' | 'limit'>,
  facts: KnownFacts,
): Promise<SegmentPreview> {
  const { day } = asOf;
  const membership = await Membership.of(rule, [day], facts);
  let [count, all] = [0, 0];
  for await (const { history, isIn } of membership.ofAll()) {
    if (standingAt(history, day, facts.context.policies) !== undefined) all++;
    if (isIn[0] === true) count++;
  }
  const { customers } = await members(rule, { asOf, limit, asked: {} }, facts);
  return { asOf: formatDay(day), members: count, customers: all, examples: customers };
}
