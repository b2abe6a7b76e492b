import { describe, expect, it } from '@jest/globals';
import type { Alert, SetAlert } from '#client/index.js';
import { draftOf, isTestable, NEW_DRAFT, ruleOf } from './rule-draft.js';

const RULE: SetAlert = {
  title: 'Revenue',
  metric: 'revenue.net',
  window: 'month',
  condition: { above: '1000' },
  severity: 'warning',
  channels: [],
  enabled: true,
};

/** As the server shows a rule. */
function shown(rule: SetAlert): Alert {
  const head = { id: 'a', version: 1, position: '1', recordedAt: '2024-01-01T00:00:00.000Z', where: {}, parts: [] };
  return { ...head, ...(rule as Alert) };
}

describe('a rule in a form', () => {
  it.each<[string, Partial<SetAlert>]>([
    ['above', { clear: '900', for: '2d', cooldown: '10d' }],
    ['below, by a dimension and where', { condition: { below: '-1.5' }, by: 'region', where: { channel: ['web'] } }],
    ['outside, cleared by two', { condition: { outside: ['1', '5'] }, clear: ['2', '4'] }],
    ['inside', { condition: { inside: ['1', '5'] } }],
    ['grown', { condition: { change: { against: 'previous-year', above: '0.2' } } }],
    ['shrunk', { condition: { change: { against: 'previous-period', below: '-0.2' } } }],
    ['unusual', { condition: { anomaly: { sensitivity: 4 } } }],
    ['without data', { condition: { noData: true }, for: '3d' }],
    ['short of its target', { condition: { attainment: { below: '0.9' } } }],
    ['over the last days', { window: 'last-90-days', channels: ['ops'], severity: 'critical', enabled: false }],
  ])('comes out as it went in: %s', (_name, said) => {
    const rule = { ...RULE, ...said };
    expect(ruleOf(draftOf(shown(rule)))).toEqual(rule);
  });

  it('says nothing of what its condition does not have', () => {
    const draft = { ...draftOf(shown({ ...RULE, clear: '900' })), kind: 'anomaly' as const };
    expect(ruleOf(draft)).not.toHaveProperty('clear');
  });

  it('is tried once its threshold is a decimal, of two the lower one first', () => {
    const tried = (part: object): boolean => isTestable({ ...NEW_DRAFT, ...part });
    expect([tried({}), tried({ low: 'much' }), tried({ low: '1' })]).toEqual([false, false, true]);
    const two = { kind: 'outside', low: '2' };
    expect([tried(two), tried({ ...two, high: '1' }), tried({ ...two, high: '3' })]).toEqual([false, false, true]);
    expect([tried({ kind: 'noData' }), tried({ kind: 'noData', for: '2' }), tried({ kind: 'anomaly' })]).toEqual([
      false,
      true,
      true,
    ]);
    expect(tried({ low: '1', window: 'days', days: '' })).toBe(false);
  });
});
