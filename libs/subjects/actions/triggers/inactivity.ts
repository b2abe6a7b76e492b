import { formatDay } from '#kernel/time/calendar.js';
import type { DealsOn } from './deals-on.js';
import type { EveningTrigger } from './evening-trigger.js';

/** Nothing was said of an open opportunity of the customer for so many days; said again and silent again it is another occasion. */
export function inactivityOf({ opportunity }: { readonly opportunity: string }, deals: DealsOn): EveningTrigger {
  const days = Number.parseInt(opportunity, 10);
  return {
    ofJournal: true,
    read: (seen) =>
      deals(seen).flatMap(({ id, changedDay }) => {
        const day = changedDay + days;
        return day <= seen.day + 1 ? [`inactivity:${id}@${formatDay(day)}`] : [];
      }),
    isOccasion: (now, before) => !before.includes(now),
    nameOf: (now) => now,
  };
}
