import { describe, expect, it } from '@jest/globals';
import type { Metric } from '#figures/metric.js';
import { isAtOnce, type AlertRule, type Condition } from './alert-rule.js';

const rule = (condition: Condition, more: Partial<AlertRule> = {}): AlertRule => {
  return {
    title: 't',
    metric: 'm',
    where: {},
    window: 'day',
    severity: 'info',
    channels: [],
    enabled: true,
    condition,
    ...more,
  };
};
const flow = { kind: 'flow', additive: true } as const;
const made = (of: object): typeof flow & Pick<Metric, 'formula'> => {
  return { ...flow, formula: { kind: 'expression', of } as Metric['formula'] };
};

describe('a rule is judged while its window lasts', () => {
  const above = rule({ above: '10' });

  it.each<[string, AlertRule, Parameters<typeof isAtOnce>[1], boolean]>([
    ['where more facts can only make it true', above, flow, true],
    ['not where they can make it false', rule({ below: '10' }), flow, false],
    ['not where it would hold before any fact', rule({ above: '-1' }), flow, false],
    ['not where parts do not add up', above, { kind: 'ratio', additive: false }, false],
    ['not where it has to hold for days', rule({ above: '10' }, { for: '2d' }), flow, false],
    [
      'not by segments, which a further fact takes its customer out of',
      rule({ above: '10' }, { by: 'in:good' }),
      flow,
      false,
    ],
    ['nor of some', rule({ above: '10' }, { where: { 'in:good': ['yes'] } }), flow, false],
    ['where figures that callers define are added', above, made({ sum: [{ metric: 'a' }, { metric: 'b' }] }), true],
    ['not where one is taken from another', above, made({ difference: [{ metric: 'a' }, { metric: 'b' }] }), false],
    [
      'not where that is part of a sum',
      above,
      made({ sum: [{ metric: 'a' }, { difference: [{ metric: 'b' }, { metric: 'c' }] }] }),
      false,
    ],
  ])('%s', (_name, said, metric, expected) => {
    expect(isAtOnce(said, metric)).toBe(expected);
  });
});
