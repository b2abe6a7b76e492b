import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { readJournal } from '#figures/journal/journal.js';
import type { Views } from '#kernel/ports/views.js';
import { Problem } from '#kernel/problem.js';
import { reads } from '../read.js';
import { lastRunsOf, RUNS } from './last-runs.js';
import { REPORT, RUN_LIST, type ReportShown } from './report.answers.js';
import type { ReportRun } from './report.events.js';
import { runId, type KeptRun } from './report.facts.js';

export const REPORT_READS = {
  listScheduleRuns: reads({
    path: 'schedules/:id/runs',
    parameters: Type.Object({
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: RUN_LIST,
    scope: 'read',
    example: { summary: 'Each time that a schedule was due', id: 'monthly', query: { limit: '12' } },
    async answer({ id: schedule, parameters: { limit, cursor }, asked }, { views }) {
      await needSchedule(schedule, views);
      const after = decodeId(asked, cursor);
      const found = await views.find(RUNS, {
        where: { schedule },
        ...(after !== undefined && { after }),
        descending: true,
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const runs = page.map(({ body }) => {
        const { schedule: _schedule, position, ...told } = body as object as KeptRun;
        return { ...told, position: String(position) };
      });
      return { schedule, runs, next: found.length > limit && last !== undefined ? encodeCursor(asked, last.id) : null };
    },
  }),
  showScheduleReport: reads({
    path: 'schedules/:id/report',
    parameters: Type.Object({
      run: Type.Optional(
        Type.Integer({ minimum: 1, description: 'Which run; the last one that reported where none is named.' }),
      ),
    }),
    answers: REPORT,
    scope: 'read',
    example: { summary: 'What a schedule reported', id: 'monthly', refused: 404 },
    async answer({ id: schedule, parameters: { run } }, { views }) {
      await needSchedule(schedule, views);
      return run === undefined ? lastReport(schedule, views) : reportOf(await keptRun(schedule, run, views), views);
    },
  }),
};

/** The last run that did not fail. @throws Problem `not-found` */
async function lastReport(schedule: string, views: Views): Promise<ReportShown> {
  const last = (await lastRunsOf([schedule], views)).get(schedule);
  for (let run = last?.run ?? 0; run > 0; run--) {
    const kept = await keptRun(schedule, run, views);
    if (kept.state === 'reported') return reportOf(kept, views);
  }
  throw new Problem('not-found', `${schedule} has reported nothing yet`);
}

async function keptRun(schedule: string, run: number, views: Views): Promise<KeptRun> {
  const [document] = await views.get(RUNS, [runId(schedule, run)]);
  if (document === undefined) throw new Problem('not-found', `${schedule} has no run ${String(run)}`);
  return document.body as object as KeptRun;
}

/** A run with its report, which the journal has. @throws Problem `not-found` for one that failed */
async function reportOf(kept: KeptRun, views: Views): Promise<ReportShown> {
  const { schedule, run, position } = kept;
  if (kept.state === 'failed')
    throw new Problem('not-found', `run ${String(run)} of ${schedule} reported nothing: ${kept.reason ?? ''}`);
  const [entry] = await readJournal(views, { after: position - 1, limit: 1 });
  if (entry?.position !== String(position)) throw new Error(`the journal has no event at ${String(position)}`);
  const { channels: _channels, position: covered, ...report } = entry.data as object as ReportRun['data'];
  const { ranAt, state } = kept;
  return { ...report, ranAt, state, position: String(covered) } as object as ReportShown;
}

/** One that was retired still has what it reported. */
async function needSchedule(id: string, views: Views): Promise<void> {
  const [schedule] = await views.get('schedules', [id]);
  if (schedule === undefined) throw new Problem('not-found', `there is no schedule ${id}`);
}
