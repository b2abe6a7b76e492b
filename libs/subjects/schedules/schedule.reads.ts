import { Type, type TObject } from 'typebox';
import { INSTANT, nullable } from '#kernel/answer-schema.js';
import { LAST_RUN, lastRunsOf, type ReportTold } from '../reports/last-runs.js';
import type { Read, ReadOn } from '../read.js';
import type { Timing } from './schedule.js';
import { timetableOf } from './timing.js';

const ADDED = {
  lastRun: Type.Optional(LAST_RUN),
  nextAt: nullable(INSTANT, 'when it is due next; null where its expression never comes again'),
};

type Shown = Timing & { readonly id: string };

/** What is shown of schedules, with the last run and the next time of each, as of now on both clocks. */
export function withRuns(reads: Readonly<Record<string, Read>>): Readonly<Record<string, Read>> {
  const { showSchedule, listSchedules } = reads;
  if (showSchedule?.answers === undefined || listSchedules?.answers === undefined)
    throw new Error('schedules are shown');
  const one = adding(showSchedule.answers);
  return {
    ...reads,
    showSchedule: {
      ...showSchedule,
      answers: one,
      answer: async (asked, on) => {
        const shown = (await showSchedule.answer(asked, on)) as Shown;
        const { now } = asked as { readonly now: string };
        return standing(shown, await lastRunsOf([shown.id], on.views), now, on);
      },
    },
    listSchedules: {
      ...listSchedules,
      answers: {
        ...listSchedules.answers,
        properties: { ...listSchedules.answers.properties, schedules: Type.Array(one) },
      },
      answer: async (asked, on) => {
        const { schedules, ...rest } = (await listSchedules.answer(asked, on)) as {
          readonly schedules: readonly Shown[];
        };
        const { now } = asked as { readonly now: string };
        const runs = await lastRunsOf(
          schedules.map(({ id }) => id),
          on.views,
        );
        return { schedules: schedules.map((schedule) => standing(schedule, runs, now, on)), ...rest };
      },
    },
  };
}

function adding(schema: TObject): TObject {
  return { ...schema, properties: { ...schema.properties, ...ADDED } };
}

function standing(
  schedule: Shown,
  runs: ReadonlyMap<string, ReportTold>,
  now: string,
  { calendar }: Pick<ReadOn, 'calendar'>,
): object {
  const lastRun = runs.get(schedule.id);
  const next = timetableOf(schedule, calendar.fiscalStart).next(Date.parse(now));
  return {
    ...schedule,
    ...(lastRun !== undefined && { lastRun }),
    nextAt: next === undefined ? null : new Date(next).toISOString(),
  };
}
