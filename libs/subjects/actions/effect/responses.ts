import { toNumber } from '#figures/value.js';
import { formatDecimal, parseDecimal } from '#kernel/decimal.js';
import type { Cost } from '../../automations/cost.js';
import type { Effect } from './effect.answers.js';
import type { Outcome } from './outcome.js';

const MILLION = 1_000_000n;

/** How those who were acted on answered, and what that cost: whoever was held out was not asked. */
export function responsesOf(outcomes: readonly Outcome[], cost: Cost | undefined): Effect['response'] {
  const acted = outcomes.filter(({ isActed }) => isActed);
  const answers = acted.filter(({ answered }) => answered.hasBought || answered.wasInTouch);
  const spent = cost && costOf(cost, BigInt(acted.length));
  const count = BigInt(answers.length);
  return {
    customers: acted.length,
    responses: answers.length,
    rate: toNumber({ numerator: count, denominator: BigInt(acted.length) }),
    revenue: formatDecimal(answers.reduce((sum, { answered }) => sum + answered.revenue, 0n)),
    cost: spent === undefined ? null : formatDecimal(spent),
    costPerResponse: spent === undefined ? null : toNumber({ numerator: spent, denominator: count * MILLION }),
  };
}

/** In millionths. */
function costOf({ fixed = '0', perCustomer = '0' }: Cost, customers: bigint): bigint {
  return parseDecimal(fixed) + parseDecimal(perCustomer) * customers;
}
