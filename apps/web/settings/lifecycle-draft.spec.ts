import { describe, expect, it } from '@jest/globals';
import { draftOf, policyOf } from './lifecycle-draft.js';

const DAYS = { newForDays: 30, atRiskAfterDays: 60, churnAfterDays: 90, reactivatedForDays: 30 };

describe('a lifecycle policy in its form', () => {
  it('begins with the days that hold until one is published', () => {
    expect(draftOf(undefined)).toEqual({ ...DAYS, for: [], graceDays: 0 });
    expect(policyOf(draftOf(undefined))).toEqual(DAYS);
  });

  it('has what was published, days of all beside or under default', () => {
    const published = {
      ...DAYS,
      default: { churnAfterDays: 80 },
      for: [{ where: { segment: 'b2b', region: ['north', ''] }, churnAfterDays: 180 }],
      graceDays: 14,
    };
    const others = [{ where: { segment: ['b2b'], region: ['north', ''] }, churnAfterDays: 180 }];
    const all = { ...DAYS, churnAfterDays: 80, for: others, graceDays: 14 };
    expect(draftOf(published)).toEqual(all);
    expect(policyOf(draftOf(published))).toEqual(all);
  });

  it('is none while it says other days of nobody in particular', () => {
    expect(policyOf({ ...draftOf(undefined), for: [{ where: {}, churnAfterDays: 10 }] })).toBeUndefined();
  });
});
