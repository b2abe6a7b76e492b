import { describe, expect, it } from '@jest/globals';
import { SegmentRule } from '#subjects/segments/segment-rule.js';
import {
  CONDITION_NAMES,
  conditionRule,
  operatorsOf,
  withCondition,
  type Condition,
} from '#apps/web/segments/condition.js';

const VALUES = ['12', '2024-03', 'a "quoted" \\ name', '10.5'];

describe('a condition that is put together', () => {
  it.each(CONDITION_NAMES)('%s is a rule that the server takes, by each of its operators', (name) => {
    for (const operator of operatorsOf(name))
      for (const value of VALUES) {
        const isNumber = /days|orders|interactions|cluster|^[rfm]$/.test(name);
        const isDecimal = /revenue|gap|p_alive/.test(name);
        if ((isNumber && value !== '12') || (isDecimal && Number.isNaN(Number(value)))) continue;
        expect(() => new SegmentRule(conditionRule({ name, operator, value }))).not.toThrow();
      }
  });

  it('says text, amounts and fractions as rules have them', () => {
    const said = (name: Condition['name'], operator: Condition['operator'], value: string): string =>
      conditionRule({ name, operator, value });
    expect([
      said('stage', '==', 'active'),
      said('revenue', '>=', '100'),
      said('gap_median', '<=', '10'),
      said('overdue', '!=', ''),
      said('products', 'not in', 'p1'),
    ]).toEqual([
      'stage == "active"',
      'revenue >= money("100")',
      'gap_median <= 10.0',
      '!overdue',
      '!("p1" in products)',
    ]);
  });

  it('narrows what was said before, also where that is one of two', () => {
    const condition = { name: 'orders', operator: '>=', value: '2' } as const;
    expect(withCondition(' ', condition)).toBe('orders >= 2');
    expect(withCondition('overdue', condition)).toBe('overdue && orders >= 2');
    expect(withCondition('overdue || r == 1', condition)).toBe('(overdue || r == 1) && orders >= 2');
  });
});
