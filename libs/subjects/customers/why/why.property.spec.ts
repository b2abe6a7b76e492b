import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { formatDay } from '#kernel/time/calendar.js';
import { readWholeJournal } from '#figures/journal/journal.js';
import { recorded } from '#testing/book-events.js';
import { BY_SEGMENT, projected, UTC } from '#testing/projected.js';
import { DAYS, FIRST_DAY, randomBookOf } from '#testing/random-book.js';
import { customersByHand } from '#testing/segments-by-hand.js';
import { tierPolicyOf, type Policies } from '../../policies/policy.js';
import { DEFAULT_SET } from '../../policies/policy-sets.js';
import { EVENT_TYPES, timelineEffect } from '../../tables.js';
import { historyIn } from '../merging/journals.js';
import { standingAt } from '../timeline/scan.js';
import { customerWhy } from './customer-why.js';
import type { CustomerWhy } from './why.answers.js';

/** Tiers that a random book goes up and down in. */
const TIERS = {
  windowDays: 200,
  keepForDays: 60,
  tiers: [
    { name: 'high', any: [{ revenue: '900', orders: 2 }, { interactions: 3 }] },
    { name: 'normal', any: [{ revenue: '100' }, { orders: 2 }] },
    { name: 'low' },
  ],
};
const POLICIES: Policies = { ...BY_SEGMENT, tiers: [{ from: -Infinity, policy: tierPolicyOf(TIERS) }] };
const { definitions } = DEFAULT_SET;
const CONTEXT = { calendar: UTC, policies: POLICIES, effectOf: timelineEffect, types: EVENT_TYPES, definitions };

/** The stage by what an answer says itself, as the definitions have it. */
function stageAgain({ settings, inputs }: CustomerWhy['stage']): string {
  const { daysSinceFirstPurchase: first, daysSinceLastPurchase: last, daysSinceComeBack: back } = inputs;
  if (inputs.closed) return 'closed';
  if (first === null || last === null) return 'lead';
  if (last >= settings.churnAfterDays) return 'churned';
  if (last >= settings.atRiskAfterDays) return 'at_risk';
  if (first < settings.newForDays) return 'new';
  return back !== null && back < settings.reactivatedForDays ? 'reactivated' : 'active';
}

/** The same of the tier. */
function tierAgain({ inputs: now, kept, override, tier }: CustomerWhy['tier']): string {
  if (override !== null) return tier;
  const { inputs } = kept ?? { inputs: now };
  const revenue = parseDecimal(inputs.revenue);
  const reaches = (any: { revenue?: string; orders?: number; interactions?: number }) =>
    revenue >= parseDecimal(any.revenue ?? '-100000000') &&
    inputs.orders >= (any.orders ?? 0) &&
    inputs.interactions >= (any.interactions ?? 0);
  return TIERS.tiers.find(({ any }) => any?.some(reaches) ?? true)?.name ?? '';
}

/** What is missing, had it been there: the tier then. */
function tierWith({ inputs }: CustomerWhy['tier'], missing: object): string {
  const {
    revenue = '0',
    orders = 0,
    interactions = 0,
  } = missing as {
    revenue?: string;
    orders?: number;
    interactions?: number;
  };
  const more = formatDecimal(parseDecimal(inputs.revenue) + parseDecimal(revenue));
  return tierAgain({
    kept: null,
    override: null,
    inputs: {
      ...inputs,
      revenue: more,
      orders: inputs.orders + orders,
      interactions: inputs.interactions + interactions,
    },
  } as CustomerWhy['tier']);
}

const day = fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS + 100 });
const drawn = fc.record({
  book: randomBookOf(3, 20, 60),
  cuts: fc.array(fc.record({ asOf: day, knownAt: fc.oneof(day, fc.constant(FIRST_DAY + 3 * DAYS)) }), {
    minLength: 6,
    maxLength: 6,
  }),
});

it('says stage and tier as the events have them, and its own inputs and events say the same again', async () => {
  const stages = new Map<string, number>();
  const given = { kept: 0, overridden: 0 };
  await fc.assert(
    fc.asyncProperty(drawn, async ({ book, cuts }) => {
      const events = recorded(book);
      const views = await projected(events, POLICIES);
      for (const cut of cuts)
        for (const [id, values] of customersByHand(events, { day: cut.asOf, knownAt: cut.knownAt }, POLICIES)) {
          const sight = { asOf: { day: cut.asOf }, knownAt: { day: cut.knownAt } };
          const { stage, tier } = await customerWhy(id, views, sight, CONTEXT);
          expect([id, cut, stage.stage, tier.tier]).toEqual([id, cut, values['stage'], values['tier']]);
          expect([stageAgain(stage), tierAgain(tier)]).toEqual([stage.stage, tier.tier]);
          const journal = await readWholeJournal(views, { customerId: id });
          const standing = (behind: CustomerWhy['tier']['events']) => {
            const positions = new Set(behind.map(({ position }) => position));
            const own = journal.filter(({ position }) => positions.has(position));
            return standingAt(historyIn(id, own, CONTEXT), cut.asOf, POLICIES);
          };
          expect(standing(stage.events)?.stage).toBe(stage.stage);
          // Without a purchase behind it there is nothing to stand by; a kept tier may have been reached before there was one.
          const bought = tier.events.some(({ type }) => type === 'SaleRecorded') && (tier.kept?.inputs.orders ?? 1) > 0;
          expect(bought ? standing(tier.events)?.tier : tier.tier).toBe(tier.tier);
          for (const missing of tier.next?.missing ?? []) expect(tierWith(tier, missing)).not.toBe(tier.tier);
          expect([tier.inputs.from, tier.inputs.to]).toEqual([formatDay(cut.asOf - 199), formatDay(cut.asOf)]);
          given.kept += tier.kept === null ? 0 : 1;
          given.overridden += tier.override === null ? 0 : 1;
          stages.set(stage.stage, (stages.get(stage.stage) ?? 0) + 1);
        }
    }),
    { numRuns: 150 },
  );
  expect([given.kept > 10, given.overridden > 10]).toEqual([true, true]);
  // More than a thousand customers and days, in every stage.
  expect([...stages.keys()].sort()).toEqual(['active', 'at_risk', 'churned', 'closed', 'lead', 'new', 'reactivated']);
  expect([...stages.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1_000);
});
