import { Calendar } from '#kernel/time/calendar.js';

/** Labels of the clock of a customer: of each fact by itself, not of the whole day. */
export const CLOCK_LABELS = ['customer_hour', 'customer_weekday'] as const;
export type ClockLabel = (typeof CLOCK_LABELS)[number];

export function isOfClock(name: string): name is ClockLabel {
  return name === 'customer_hour' || name === 'customer_weekday';
}

/** Of a zone the clock; there are a few hundred. */
const clocks = new Map<string, Calendar>();

/** What the clock of a customer shows at an instant; '' where its zone is not known. @param zone IANA name, or '' */
export function onOwnClock(name: ClockLabel, zone: string, at: string | undefined): string {
  if (zone === '' || at === undefined) return '';
  const clock = clocks.get(zone) ?? new Calendar(zone, 1);
  clocks.set(zone, clock);
  return String(name === 'customer_hour' ? clock.hourOf(at) : clock.weekdayOf(clock.dayOf(at)));
}
