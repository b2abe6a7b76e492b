import { describe, expect, it } from '@jest/globals';
import type { Problem } from '#kernel/problem.js';
import { mergeDecider, type MergeCommand, type Merges } from './merge.decider.js';

const AT = '2024-07-01T09:00:00.000Z';
const merge = (id: string, into: string): MergeCommand => ({ type: 'MergeCustomers', id, change: 'm', into, at: AT });
const unmerge = (id: string): MergeCommand => ({ type: 'UnmergeCustomers', id, change: 'u', at: AT });

function given(...commands: readonly MergeCommand[]): Merges {
  return commands.reduce(
    (merges, command) => mergeDecider.decide(command, merges).reduce(mergeDecider.evolve, merges),
    mergeDecider.initial,
  );
}

function refusal(command: MergeCommand, merges: Merges): string | undefined {
  try {
    mergeDecider.decide(command, merges);
    return undefined;
  } catch (error) {
    return (error as Problem).code;
  }
}

describe('merges of customers', () => {
  it('are told to the merged one, then to the one that stays, at the end of all merges', () => {
    const said = { change: 'm', merged: 'cy', into: 'bo', survivor: 'ada' };
    const event = { type: 'CustomersMerged', schema: 1, occurredAt: AT };
    expect(mergeDecider.decide(merge('cy', 'bo'), given(merge('bo', 'ada')))).toEqual([
      { ...event, key: 'cy', data: { customer: 'cy', ...said } },
      { ...event, key: 'ada', data: { customer: 'ada', ...said } },
    ]);
  });

  it('are refused in a circle, of any length', () => {
    const merges = given(merge('bo', 'ada'), merge('cy', 'bo'));
    expect(['ada', 'bo', 'cy'].map((into) => refusal(merge('ada', into), merges))).toEqual([
      'merge-cycle',
      'merge-cycle',
      'merge-cycle',
    ]);
    expect(refusal(merge('ada', 'cy'), given(merge('bo', 'ada'), merge('cy', 'bo'), unmerge('bo')))).toBeUndefined();
  });

  it('are refused of one that is merged already, and taken back of one only that is', () => {
    const merges = given(merge('bo', 'ada'));
    expect(refusal(merge('bo', 'cy'), merges)).toBe('already-merged');
    expect(refusal(unmerge('ada'), merges)).toBe('not-merged');
    expect(refusal(unmerge('bo'), given(merge('bo', 'ada'), unmerge('bo')))).toBe('not-merged');
    expect(mergeDecider.decide(unmerge('bo'), merges).map(({ key }) => key)).toEqual(['bo', 'ada']);
  });
});
