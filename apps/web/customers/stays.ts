import type { Timeline } from '#client/index.js';
import { dayNumber } from '../book/calendar.js';

/** Days that a customer stood in one stage and tier. */
export interface Stay {
  readonly from: string;
  readonly stage: string;
  readonly tier: string;
  readonly cause: string;
  readonly days: number;
}

/** The stays that changes make, up to a day; a day has the last of its changes. */
export function staysOf(changes: Timeline['changes'], until: string): readonly Stay[] {
  const seen = changes.filter(({ day }) => day <= until);
  return seen.flatMap(({ day, toStage, toTier, cause }, i) => {
    const end = seen[i + 1]?.day;
    const days = dayNumber(end ?? until) - dayNumber(day) + (end === undefined ? 1 : 0);
    if (days === 0) return [];
    return [{ from: day, stage: toStage ?? '', tier: toTier ?? '', cause, days }];
  });
}
