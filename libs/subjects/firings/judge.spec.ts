import { describe, expect, it } from '@jest/globals';
import type { AlertRule } from '../alerts/alert-rule.js';
import { verdictOf } from '../alerts/condition.js';
import { after, judge, UNSEEN, type Judged, type PartPast } from './judge.js';

type Rule = Pick<AlertRule, 'condition' | 'clear' | 'for' | 'cooldown'>;

/** What becomes of a part from day 1 on, by the figures of its days: F where it fires, r where it is over. */
function becomes(rule: Rule, values: readonly (string | number | null)[], from: PartPast = UNSEEN): string {
  let past = from;
  let heldFor = 0;
  return values
    .map((value, i) => {
      const verdict = verdictOf(rule, { value });
      heldFor = verdict === 'holds' ? heldFor + 1 : 0;
      const judged: Judged = { day: i + 1, verdict, heldFor };
      const became = judge(rule, past, judged);
      past = after(past, became, i + 1);
      // Asked again about the same it says no more.
      expect(judge(rule, past, judged)).toBeUndefined();
      return became === undefined ? '.' : became === 'fires' ? 'F' : 'r';
    })
    .join('');
}

describe('a part', () => {
  it.each<[string, Rule, (string | number | null)[], string]>([
    ['above', { condition: { above: '10' } }, ['10', '10.000001', '11', '10', '11'], '.F.rF'],
    ['above, with hysteresis', { condition: { above: '10' }, clear: '8' }, ['11', '9', '8.000001', '8', '11'], 'F..rF'],
    ['below', { condition: { below: '10' } }, ['10', '9.999999', '0', '10'], '.F.r'],
    ['below a debt', { condition: { below: '-5' }, clear: '-2' }, ['-5', '-5.5', '-3', '-2'], '.F.r'],
    ['outside', { condition: { outside: ['2', '4'] }, clear: ['2.5', '3.5'] }, ['2', '1', '2.2', '3', '5'], '.F.rF'],
    ['inside', { condition: { inside: ['2', '4'] } }, ['1', '2', '4', '4.1'], '.F.r'],
    [
      'a change',
      { condition: { change: { against: 'previous-period', below: '-0.3' } } },
      [-0.3, -0.31, null, 0],
      '.F.r',
    ],
    ['what is attained', { condition: { attainment: { below: '0.9' } } }, [null, 0.9, 0.89, null, 1], '..F.r'],
    ['held for days', { condition: { above: '10' }, for: '3d' }, ['11', '11', '9', '11', '11', '11', '11'], '.....F.'],
    ['cooling down', { condition: { above: '10' }, cooldown: '4d' }, ['11', '9', '11', '11', '11', '9'], 'Fr..Fr'],
    ['large amounts', { condition: { above: '9007199254740993' } }, ['9007199254740993', '9007199254740993.1'], '.F'],
  ])('%s', (_name, rule, values, expected) => {
    expect(becomes(rule, values)).toBe(expected);
  });

  it('is judged in order: a day that comes late says nothing of what happened after it', () => {
    const rule = { condition: { above: '10' } } as const;
    const over: PartPast = { occasion: 1, isFiring: false, firedFor: 5, changedFor: 6 };
    expect(judge(rule as never, over, { day: 5, verdict: 'holds', heldFor: 1 })).toBeUndefined();
    expect(judge(rule as never, over, { day: 6, verdict: 'holds', heldFor: 1 })).toBe('fires');
    // The turn of a day that is judged when the day has gone on says nothing of what happened on it.
    expect(judge(rule as never, over, { day: 6, verdict: 'holds', heldFor: 1, isOpening: true })).toBeUndefined();
    expect(judge(rule as never, over, { day: 7, verdict: 'holds', heldFor: 1, isOpening: true })).toBe('fires');
    expect(after(over, 'fires', 6)).toEqual({ occasion: 2, isFiring: true, firedFor: 6, changedFor: 6 });
  });

  it('has an expectation to be compared with, and facts or none', () => {
    const anomaly = { condition: { anomaly: { sensitivity: 3 } } };
    const says = (value: string): string => verdictOf(anomaly, { value, expected: [5, 7] });
    expect(['4.9', '5', '7', '7.1'].map(says)).toEqual(['holds', 'clears', 'clears', 'holds']);
    expect(verdictOf(anomaly, { value: '100' })).toBe('neither');
    const noData = { condition: { noData: true } } as const;
    expect([true, false].map((hasFacts) => verdictOf(noData, { value: 0, hasFacts }))).toEqual(['clears', 'holds']);
  });
});
