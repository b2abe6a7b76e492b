import { cron } from '#engine/schedule/timetable.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { EveningOn } from '../../automations/automation.js';
import { eveningOf } from './looks.js';
import type { Evening } from './turns.js';

/** Instants after one, up to another, both in milliseconds since 1970. */
export interface Window {
  readonly since: number;
  readonly until: number;
}

/** The evenings that become known in a time, ascending: as soon as they are over, or when a cron expression comes that looks at the last. */
export function* eveningsIn(
  trigger: EveningOn | { readonly every: string },
  { since, until }: Window,
  calendar: Calendar,
): Iterable<Evening> {
  const dayOf = (at: number): number => calendar.dayOf(new Date(at).toISOString());
  if ('every' in trigger) {
    const times = cron(trigger.every, calendar.zone);
    for (let at = times.next(since); at !== undefined && at <= until; at = times.next(at))
      yield eveningOf(dayOf(at) - 1, calendar, new Date(at).toISOString());
    return;
  }
  for (let day = dayOf(since) - 1; ; day++) {
    const evening = eveningOf(day, calendar);
    if (Date.parse(evening.end) > until) return;
    if (Date.parse(evening.end) > since) yield evening;
  }
}
