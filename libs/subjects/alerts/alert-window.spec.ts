import { describe, expect, it } from '@jest/globals';
import { formatDay, parseDay } from '#kernel/time/calendar.js';
import type { Against } from './alert-rule.js';
import { comparedWith, windowOn } from './alert-window.js';

/** The window of a day and what that is compared with, in dates. */
function compared(window: string, day: string, against: Against): string {
  const days = windowOn(window, parseDay(day) ?? 0, 1);
  const { from, to } = comparedWith(window, days, against, 1);
  return from > to ? 'nothing' : `${formatDay(from)} to ${formatDay(to)}`;
}

describe('the window of a rule is compared as figures are', () => {
  it.each([
    ['day', '2025-02-28', '2024-02-28 to 2024-02-29'],
    ['day', '2024-02-29', 'nothing'],
    ['week', '2025-02-28', '2024-02-26 to 2024-03-03'],
    ['month', '2025-02-10', '2024-02-01 to 2024-02-29'],
    ['fiscal-quarter', '2025-02-10', '2024-01-01 to 2024-03-31'],
    ['year', '2025-02-10', '2024-01-01 to 2024-12-31'],
    ['last-7-days', '2025-03-02', '2024-02-24 to 2024-03-02'],
  ])('of the year before: %s of %s', (window, day, expected) => {
    expect(compared(window, day, 'previous-year')).toBe(expected);
  });

  it.each([
    ['day', '2024-03-01', '2024-02-29 to 2024-02-29'],
    ['month', '2024-03-31', '2024-02-01 to 2024-02-29'],
    ['last-7-days', '2024-03-07', '2024-02-23 to 2024-02-29'],
  ])('of the time before: %s of %s', (window, day, expected) => {
    expect(compared(window, day, 'previous-period')).toBe(expected);
  });
});
