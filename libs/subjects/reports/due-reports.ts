import { Problem } from '#kernel/problem.js';
import type { Issue } from '#engine/react/reaction.js';
import { formatDay } from '#kernel/time/calendar.js';
import { asProblem } from '#kernel/as-problem.js';
import type { Fact, Ground } from '../reactions.js';
import { isSameTiming, type Schedule, type Timing } from '../schedules/schedule.js';
import { dueBetween, timetableOf, type Due as DueAt } from '../schedules/timing.js';
import type { ReportTold } from './last-runs.js';
import { isPassing, makeReport, type Before } from './making.js';
import type { ReportShown } from './report.answers.js';
import type { SaidOfFailure, SaidOfReport } from './report.commands.js';
import { reportWords } from './report-words.js';
import { isTriedEnough } from './trials.js';

/** Reports of a schedule that are made up for after nothing ran, the last ones. */
const MAKE_UP = 12;
/** Milliseconds after which a report is late: whoever looks does so every minute. */
const LATE = 600_000;
/** Versions and runs read at a time. */
const PAGE = 1_000;

/** A schedule as it is listed. */
export interface ListedSchedule extends Schedule {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly lastRun?: ReportTold;
}

/** Whether something may be due by now, told without another look. */
export function mayBeDue(
  { version, recordedAt, lastRun, ...timing }: ListedSchedule,
  now: number,
  fiscalStart: number,
): boolean {
  const timetable = timetableOf(timing, fiscalStart);
  // What was said before the last version may be due since then: that is looked up.
  const since = version === 1 ? Date.parse(recordedAt) : -Infinity;
  const after = Math.max(since, lastRun === undefined ? -Infinity : Date.parse(lastRun.dueAt));
  // It remembers what comes next, so that nothing is worked out in nearly all looks.
  if (Number.isFinite(after) && (timetable.next(after) ?? Infinity) > now) return false;
  const [last] = timetable.last(now, 1);
  if (last === undefined) return false;
  const [due] = dueBetween(timing, fiscalStart, { after: last - 1, upTo: now }, 1);
  return due?.period.name !== lastRun?.period;
}

/**
 * Makes the reports of a schedule that are due and not there, in order: up to one that has to wait.
 * @throws Problem that passes by itself, where that is the first
 */
export async function dueReports(
  schedule: ListedSchedule,
  now: number,
  ground: Ground,
): Promise<readonly Issue<Fact>[]> {
  const { fiscalStart } = ground.calendar;
  const after = Math.max(await timedSince(schedule, ground), Date.parse(schedule.lastRun?.dueAt ?? '') || 0);
  const found = dueBetween(schedule, fiscalStart, { after, upTo: now }, MAKE_UP + 1);
  const known = found.length === 0 ? new Set<string>() : await periodsKnown(schedule.id, ground);
  const due = found.filter(({ period }) => !known.has(period.name));
  let before = due.length === 0 ? undefined : await lastReport(schedule, ground);
  const issues: Issue<Fact>[] = [];
  for (const [i, one] of due.slice(-MAKE_UP).entries()) {
    const circumstances = { now, before, leftOut: i === 0 && due.length > MAKE_UP };
    const said = await reported(schedule, one, circumstances, ground).catch(problemOf);
    if (said instanceof Problem) {
      if (issues.length === 0) throw said;
      // Those before it are not made again for it.
      break;
    }
    issues.push({ command: said });
    if (said.type === 'RunReport') {
      const { kept, due: of } = said.data as object as SaidOfReport;
      before = { ...kept, period: of.period, run: (schedule.lastRun?.run ?? 0) + i + 1 };
    }
  }
  return issues;
}

interface Circumstances {
  readonly now: number;
  readonly before: Before | undefined;
  /** Whether earlier ones were missed that nobody makes up for. */
  readonly leftOut: boolean;
}

async function reported(
  schedule: ListedSchedule,
  { at, period }: DueAt,
  { now, before, leftOut }: Circumstances,
  ground: Ground,
): Promise<Fact> {
  const { id, title, question, dashboard, format, language, channels, timeZone } = schedule;
  const dueAt = new Date(at).toISOString();
  const madeUp = now - at > LATE;
  const words = reportWords(language);
  const isOver = ground.calendar.dayOf(ground.now().toISOString()) > period.to;
  const notes = [
    ...(madeUp ? [words.madeUp(inZone(at, timeZone), timeZone)] : []),
    ...(leftOut ? [words.earlierLeftOut(MAKE_UP)] : []),
    ...(isOver ? [] : [words.dayNotOver(formatDay(period.to))]),
  ];
  const days = { period: period.name, from: formatDay(period.from), to: formatDay(period.to) };
  const due = { schedule: id, ...days, dueAt, madeUp, title, language, channels };
  const of = { ...(question !== undefined && { question }), ...(dashboard !== undefined && { dashboard }) };
  const made = await makeReport({ ...of, period, format, language, notes, ...(before && { before }) }, ground).catch(
    problemOf,
  );
  if (made instanceof Problem) {
    if (isPassing(made) && !isTriedEnough(id, period.name, now, ground)) throw made;
    const failure: SaidOfFailure = { due, reason: made.detail };
    return { type: 'FailReport', data: failure };
  }
  const report: SaidOfReport = { due, kept: made, follows: before?.digest ?? '' };
  return { type: 'RunReport', data: report };
}

/** Also one that passes by itself. @throws any other error */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** `2024-03-01 08:00`, on the clocks of a zone. */
function inZone(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(at);
}

/** Since when it is due at the times it is due at now, in milliseconds since 1970. */
async function timedSince(schedule: ListedSchedule, ground: Ground): Promise<number> {
  let since = Date.parse(schedule.recordedAt);
  if (schedule.version === 1) return since;
  for await (const version of versionsOf(schedule.id, ground)) {
    const isSame = !version.retired && isSameTiming(version, schedule);
    since = isSame ? Math.min(since, Date.parse(version.recordedAt)) : Infinity;
  }
  return since;
}

interface Version extends Timing {
  readonly retired: boolean;
  readonly recordedAt: string;
}

async function* versionsOf(id: string, ground: Ground): AsyncIterable<Version> {
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await ground.read('listScheduleVersions', id, {}, asked)) as {
      readonly versions: readonly Version[];
      readonly next: string | null;
    };
    yield* page.versions;
    cursor = page.next;
  }
}

/** The periods that have a run, of the last thousand. */
async function periodsKnown(id: string, ground: Ground): Promise<ReadonlySet<string>> {
  const { runs } = (await ground.read('listScheduleRuns', id, {}, { limit: PAGE })) as {
    readonly runs: readonly ReportTold[];
  };
  return new Set(runs.map(({ period }) => period));
}

/** What was reported last; undefined where nothing ever was. */
async function lastReport({ id, lastRun }: ListedSchedule, ground: Ground): Promise<Before | undefined> {
  if (lastRun === undefined) return undefined;
  const found = await ground.read('showScheduleReport', id).catch(asProblem);
  if (!(found instanceof Problem)) return found as object as ReportShown as object as Before;
  if (found.code !== 'not-found') throw found;
  return undefined;
}
