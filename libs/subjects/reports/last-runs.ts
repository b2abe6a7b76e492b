import { Type } from 'typebox';
import { closed, DATE, INSTANT, oneOf, text, type Told } from '#kernel/answer-schema.js';
import type { Views } from '#kernel/ports/views.js';

/** Permanent: the last run of each schedule, and every run of it. */
export const LAST_RUNS = 'report_last_runs';
export const RUNS = 'report_runs';

const STATES = ['reported', 'failed'] as const;

/** What is told of a run wherever it is listed. */
export const RUN_TOLD = {
  run: Type.Integer({ minimum: 1, description: 'which of the schedule, counted from 1' }),
  period: text('that it is of, such as 2024-02, 2024-W07, FY2024-Q1, or its first and last date'),
  from: DATE,
  to: DATE,
  dueAt: INSTANT,
  ranAt: INSTANT,
  madeUp: Type.Boolean({ description: 'whether it was late: not made in time' }),
  state: oneOf(STATES, 'reported; failed where nothing could be reported'),
  reason: Type.Optional(text('why it failed')),
};

export const LAST_RUN = closed(RUN_TOLD, 'what became of it when it was due last');
export type ReportTold = Told<typeof LAST_RUN>;

/** The last run of schedules that had any. */
export async function lastRunsOf(
  schedules: readonly string[],
  views: Pick<Views, 'get'>,
): Promise<ReadonlyMap<string, ReportTold>> {
  const found = await views.get(LAST_RUNS, schedules);
  return new Map(found.map(({ id, body }) => [id, body as object as ReportTold]));
}
