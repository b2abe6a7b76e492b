import { describe, expect, it } from '@jest/globals';
import { Calendar } from '#kernel/time/calendar.js';
import { DEFAULT_SET, type PolicySet } from '../../policies/policy-sets.js';
import { versionOn } from './policy-version.js';

const CALENDAR = new Calendar('UTC', 1);
const [policy] = DEFAULT_SET.policies.lifecycle;
const definitions = { lifecycle: 'strict', tiers: 'default' };

/** The default, and one that holds from the 100th day on and was published then. */
const SETS: readonly PolicySet[] = [
  DEFAULT_SET,
  {
    ...{ position: 7, recordedAt: '1970-04-11T00:00:00.000Z', recorded: 100, definitions },
    policies: {
      ...DEFAULT_SET.policies,
      lifecycle: policy === undefined ? [] : [policy, { ...policy, from: 100 }],
    },
  },
];

describe('the policy that a stage is said to come from', () => {
  const on = (day: number, made = definitions) =>
    versionOn('lifecycle', day, SETS, { knownAt: undefined, calendar: CALENDAR, definitions: made });

  it('is the one that holds on the day', () => {
    expect(on(100)).toEqual({ id: 'strict', effectiveFrom: '1970-04-11' });
    expect(on(99)).toEqual({ id: null, effectiveFrom: null });
  });

  it('is none that what is looked at was not made with yet', () => {
    expect(on(100, DEFAULT_SET.definitions)).toEqual({ id: null, effectiveFrom: null });
  });
});
