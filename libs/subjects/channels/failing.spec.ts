import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '#kernel/delivery.js';
import { failingForADay } from './failing.js';

const at = (hour: number): string => new Date(Date.UTC(2024, 4, 1, hour)).toISOString();
const failed = (...hours: readonly number[]) => {
  return {
    state: 'waiting' as const,
    attempts: hours.map((hour): Attempt => ({ at: at(hour), endedAt: at(hour), error: 'no' })),
  };
};
const taken = (...hours: readonly number[]) => {
  const [last = 0] = hours.slice(-1);
  const attempts = [...failed(...hours.slice(0, -1)).attempts, { at: at(last), endedAt: at(last) }];
  return { state: 'delivered' as const, attempts };
};
const failing = (hour: number, usedSince: number, ...deliveries: Parameters<typeof failingForADay>[0]) =>
  failingForADay(deliveries, at(usedSince), new Date(at(hour)));

describe('a channel that fails', () => {
  it('has done so for a day when nothing has been taken since the first failure', () => {
    expect(failing(24, -9, failed(0, 1, 24))).toBe(at(0));
    expect(failing(23, -9, failed(0, 1, 23))).toBeUndefined();
    expect(failing(30, -9, failed(7, 30), failed(5, 6))).toBe(at(5));
    expect(failing(30, -9)).toBeUndefined();
  });

  it('begins anew whenever something is taken', () => {
    expect(failing(30, -9, failed(0, 30), taken(10))).toBeUndefined();
    expect(failing(40, -9, failed(0, 12, 40), taken(1, 10))).toBe(at(12));
  });

  it('begins anew when it is said or used again', () => {
    expect(failing(30, 3, failed(0, 2, 4, 30))).toBe(at(4));
    expect(failing(30, 3, failed(0, 2, 10, 30))).toBeUndefined();
    expect(failing(30, 29, failed(0, 2, 4, 30))).toBeUndefined();
  });

  it('is not told by an attempt that nobody knows the end of', () => {
    expect(
      failing(30, -9, { state: 'claimed', attempts: [{ at: at(0) }, ...failed(10, 30).attempts] }),
    ).toBeUndefined();
  });
});
