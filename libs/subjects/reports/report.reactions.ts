import { cron } from '#engine/schedule/timetable.js';
import type { Issue } from '#engine/react/reaction.js';
import { asProblem } from '#kernel/as-problem.js';
import { Problem } from '#kernel/problem.js';
import type { BookSchedule, Fact, Ground } from '../reactions.js';
import { dueReports, mayBeDue, type ListedSchedule } from './due-reports.js';

/** Schedules asked for at a time. */
const PAGE = 1_000;
/** Bytes of reports as JSON made at one look, or little more: the rest is made at the next, since what is due is told by what is there. */
const AT_A_LOOK = 32 * 1_048_576;

/**
 * Makes what is due, of all schedules: every minute. What is due follows from the runs that are recorded, not from when somebody looked
 * last; so one look is as good as many.
 */
export const REPORTING: BookSchedule = {
  name: 'report.due',
  makeUp: 1,
  timetable: () => cron('* * * * *', 'UTC'),
  run: async ({ seenAt }, ground) => {
    const now = Date.parse(seenAt);
    const candidates = await candidatesNow(now, ground);
    if (candidates.length === 0) return [];
    // What is known when it is due is part of it, and so are the runs that are recorded.
    await ground.settled();
    const { issues, trouble } = await madeNow(candidates, now, ground);
    // One that has to wait, or that nothing can be made of, stops no other; it is due still.
    if (trouble !== undefined && issues.length === 0) throw trouble.reason;
    return issues;
  },
};

interface Made {
  readonly issues: readonly Issue<Fact>[];
  /** What the first one met that could not be made. */
  readonly trouble: PromiseRejectedResult | undefined;
}

async function madeNow(candidates: readonly ListedSchedule[], now: number, ground: Ground): Promise<Made> {
  const issues: Issue<Fact>[] = [];
  let trouble: PromiseRejectedResult | undefined;
  let bytes = 0;
  for (const { id } of candidates) {
    if (bytes >= AT_A_LOOK) break;
    const [found] = await Promise.allSettled([dueNow(id, now, ground)]);
    if (found.status === 'rejected') {
      trouble ??= found;
      continue;
    }
    issues.push(...found.value);
    bytes += Buffer.byteLength(JSON.stringify(found.value));
  }
  return { issues, trouble };
}

/** As it is by now: perhaps it was retired meanwhile. */
async function dueNow(id: string, now: number, ground: Ground): Promise<readonly Issue<Fact>[]> {
  const schedule = await ground.read('showSchedule', id).catch(asProblem);
  if (!(schedule instanceof Problem)) return dueReports(schedule as ListedSchedule, now, ground);
  if (schedule.code === 'not-found') return [];
  throw schedule;
}

async function candidatesNow(now: number, ground: Ground): Promise<readonly ListedSchedule[]> {
  const found: ListedSchedule[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = (await ground.read('listSchedules', '', {}, asked)) as {
      readonly schedules: readonly ListedSchedule[];
      readonly next: string | null;
    };
    found.push(...page.schedules.filter((schedule) => mayBeDue(schedule, now, ground.calendar.fiscalStart)));
    cursor = page.next;
  }
  return found;
}
