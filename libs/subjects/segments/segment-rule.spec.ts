import { describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { DEFAULT_POLICIES } from '../policies/policy.js';
import { newHistory } from '../customers/timeline/history.js';
import { CustomerOn, type Others } from './customer-on.js';
import { SegmentRule } from './segment-rule.js';

function refusal(rule: string): string {
  try {
    new SegmentRule(rule);
    return '';
  } catch (error) {
    if (error instanceof Problem) return error.errors[0]?.detail ?? '';
    throw error;
  }
}

describe('a rule that means nothing', () => {
  it.each([
    ['orders >', 'line 1, column 9'],
    ['stage == "lead" &&\n  orders ** 2 > 1', 'line 2, column 11'],
    ['visits > 3', 'line 1, column 1'],
    ['stage > 3', 'line 1, column 1'],
    ['orders', 'of type int'],
    ['revenue > 100', 'line 1, column 1'],
    ['revenue > 100.0', 'Money > double'],
    ['revenue > money("a lot")', 'line 1, column 17'],
    ['revenue > money("0.1234567")', 'money takes a decimal'],
    ['revenue > money(region)', 'money takes a decimal'],
    ['consent > 1', 'line 1, column 1'],
    ['consent["mail"] == "yes"', 'line 1, column 1'],
    ['revenue * 2 > money("1")', 'Money * int'],
    ['orders == 3u', 'int == uint'],
    ['[1, "a"].size() > 0', 'line 1'],
  ])('is refused with its place: %s', (rule, detail) => {
    expect(refusal(rule)).toContain(detail);
  });

  it.each([
    ['region.matches("^(a+)+$")', 'rules do not have matches'],
    ['matches(region, "a")', 'rules do not have matches'],
    ['products.map(p, p + "x").size() > 1', 'rules do not have map'],
    ['products.filter(p, p == "x").size() > 1', 'rules do not have filter'],
    ['cel.bind(x, orders, x > 1)', 'rules do not have bind'],
    ['dyn(orders) > 1.5', 'rules do not have dyn'],
    ['timestamp("2024-01-01T00:00:00Z") > timestamp("2023-01-01T00:00:00Z")', 'rules do not have timestamp'],
    ['b"{}".json() == b"{}".json()', 'rules do not have json'],
    ['{"a": 1}["a"] == 1', 'rules make no maps'],
    ['[1, 2].exists(x, [1, 2].exists(y, x == y))', 'inside of another loop'],
    ['products.exists(p, categories.exists(c, c == p))', 'inside of another loop'],
    ['(products + products).exists(p, p == "x")', 'goes through a list'],
    ['__proto__ == 1', 'line 1'],
    ['constructor == 1', 'constructor'],
    ['products.constructor == 1', 'constructor is nothing that customers have'],
    ['products["__proto__"] == 1', '__proto__ is nothing that customers have'],
    ['consent["constructor"]', 'constructor is nothing that customers have'],
    ['toString() == "x"', 'rules do not have toString'],
    ['stage.toString() == "x"', 'rules do not have toString'],
    ['process.exit() == 1', 'rules do not have exit'],
    ['attributes["constructor"] == "x"', 'constructor is nothing that customers have'],
  ])('is refused where it would reach further: %s', (rule, detail) => {
    expect(refusal(rule)).toContain(detail);
  });

  it('is refused where it is too deep, too large, or a list too long', () => {
    expect(refusal(`${'('.repeat(200)}true${')'.repeat(200)}`)).not.toBe('');
    expect(refusal(`${'!'.repeat(1_900)}true`)).not.toBe('');
    expect(refusal(Array.from({ length: 300 }, () => 'overdue').join(' || '))).not.toBe('');
    expect(refusal(`orders in [${Array.from({ length: 300 }, (_, i) => String(i)).join(', ')}]`)).not.toBe('');
  });
});

describe('a rule', () => {
  const DAY = 20_000;
  const others: Others = {
    fifths: () => [],
    bought: (what) => (what === 'product' ? ['tea', 'pot'] : ['drinks']),
  };
  const holds = (rule: string, amounts: readonly bigint[]): boolean => {
    const history = newHistory('ada');
    history.registeredDay = DAY - 400;
    history.attributes = { region: 'north' };
    for (const [i, given] of [true, false, true].entries())
      history.consents.push({ at: '', day: DAY - 1 + i, id: String(i), channel: 'mail', given });
    history.purchases.push(...amounts.map((amount, i) => ({ day: DAY - 10 * i, count: 1, amount })).reverse());
    const customer = new CustomerOn(history, DEFAULT_POLICIES, DAY, others);
    expect(customer.moveTo(DAY)).toBe(true);
    return new SegmentRule(rule).holds(customer);
  };

  it('compares amounts exactly, where doubles would not', () => {
    const amounts = [9_007_199_254_740_993_000_001n];
    expect(holds('revenue == money("9007199254740993.000001")', amounts)).toBe(true);
    expect(holds('revenue > money("9007199254740993")', amounts)).toBe(true);
    expect(holds('revenue != money("9007199254740993.000002")', amounts)).toBe(true);
    expect(holds('revenue - money("0.1") == money("0.2")', [300_000n])).toBe(true);
  });

  it.each([
    ['last_purchase_days == 0 && first_purchase_days == 20 && registered_days == 400', true],
    ['orders == 3 && orders_365 == 3 && revenue == revenue_365 && interactions_90 == 0', true],
    ['gap_median == 10.0 && !overdue', true],
    ['region in ["north", "south"] && region.startsWith("n") && salesperson == ""', true],
    ['"tea" in products && products.exists(p, p == "pot") && !categories.exists(c, c == "ware")', true],
    ['r == 5 && f == 1 && m == 1', true],
    ['stage == "new" ? orders > 2 : false', true],
    ['orders < 3', false],
    ['!consent["mail"] && !consent.mail && "mail" in consent && !("chat" in consent)', true],
  ])('is about a customer on a day: %s', (rule, expected) => {
    expect(holds(rule, [1_000_000n, 2_000_000n, 3_000_000n])).toBe(expected);
  });

  it.each([
    ['last_purchase_days > 90', false],
    ['!(last_purchase_days > 90)', false],
    ['last_purchase_days > 90 || orders == 0', true],
    ['orders == 0 || last_purchase_days > 90', true],
    ['last_purchase_days > 90 && orders > 0', false],
    ['!(last_purchase_days > 90 && orders > 0)', true],
    ['gap_median < 30.0 || r == 5', false],
    ['cohort == ""', true],
    ['orders / orders_365 > 1', false],
    ['consent["chat"]', false],
    ['!consent["chat"]', false],
    ['!consent["chat"] || orders == 0', true],
    ['consent.toString', false],
  ])('is neither true nor false of what a customer does not have: %s', (rule, expected) => {
    expect(holds(rule, [])).toBe(expected);
  });
});
