import type { Scheduled } from '#engine/schedule/schedule.js';
import type { Calendar } from '#kernel/time/calendar.js';
import { SUBJECTS } from './index.js';
import type { BookSchedule, Doings, Fact, Ground } from './reactions.js';
import { together } from './tables.js';

/** What the subjects of a book do by themselves. @throws Error for a name that two have: their checkpoints could not be told apart */
export function doingsOf(calendar: Calendar): Doings {
  const reactions = SUBJECTS.flatMap(({ reactions: declared = [] }) => declared);
  const scheduled = SUBJECTS.flatMap(({ scheduled: declared = [] }) => declared);
  together(reactions.map((one) => ({ [one.name]: one })));
  together(scheduled.map((one) => ({ [one.name]: one })));
  const senders = together(SUBJECTS.map(({ senders: declared = {} }) => declared));
  return { reactions, scheduled: scheduled.map((one) => dated(one, calendar)), senders };
}

function dated(schedule: BookSchedule, calendar: Calendar): Scheduled<Ground, Fact> {
  const { name, makeUp } = schedule;
  return {
    name,
    timetable: schedule.timetable(calendar),
    ...(makeUp !== undefined && { makeUp }),
    run: (occasion, ground) => schedule.run(occasion, ground),
  };
}
