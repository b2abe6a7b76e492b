import { cron } from '#engine/schedule/timetable.js';
import type { Issue } from '#engine/react/reaction.js';
import { waitOf } from '../automations/automation.js';
import type { BookSchedule, Fact, Ground } from '../reactions.js';
import { automations, decisionOf, type Listed } from './action.reactions.js';
import type { OccasionsShown } from './occasions.reads.js';
import { eveningsIn, type Window } from './triggers/evenings-in.js';

/** Permanent. */
const NAME = 'action.due';
/** Milliseconds from when something is due until it is decided at least: what was said before may be on its way into the log still. */
const GRACE = 5_000;
const MINUTE = 60_000;

/**
 * Decides what is due by the clock: looked at every minute, each time from where the last look ended. What that is follows from the log and
 * from the calendar alone, so that a look may come late, or twice.
 */
export const DECIDING_DUE: BookSchedule = {
  name: NAME,
  makeUp: 1,
  timetable: () => cron('* * * * *', 'UTC'),
  run: async ({ at }, ground) => {
    const tick = Date.parse(at);
    const last = Date.parse((await ground.ranUpTo(NAME)) ?? '') || tick - MINUTE;
    const window = { since: Math.min(last, tick) - GRACE, until: tick - GRACE };
    const candidates = (await automations(ground)).filter((listed) => mayBeDue(listed, window, ground));
    if (candidates.length === 0) return [];
    // What was known by then is part of it.
    await ground.settled();
    const issues: Issue<Fact>[] = [];
    for (const { id } of candidates) issues.push(...(await dueOf(id, window, ground)));
    return issues;
  },
};

/** Whether something may be due, told without another look. */
function mayBeDue(listed: Listed, { since, until }: Window, { calendar }: Pick<Ground, 'calendar'>): boolean {
  const { on, version } = listed;
  // Something of an earlier version may wait still.
  if (version > 1) return true;
  const wait = waitOf(listed);
  if ('fact' in on || 'now' in on) return wait > 0;
  return [...eveningsIn(on, { since: since - wait, until: until - wait }, calendar)].length > 0;
}

async function dueOf(automation: string, { since, until }: Window, ground: Ground): Promise<readonly Issue<Fact>[]> {
  const issues: Issue<Fact>[] = [];
  const window = { since: new Date(since).toISOString(), until: new Date(until).toISOString() };
  for (let cursor: string | null | undefined; cursor !== null;) {
    const asked = { ...window, ...(cursor !== undefined && { cursor }) };
    const { occasions, next } = (await ground.read('listOccasions', automation, {}, asked)) as OccasionsShown;
    issues.push(...occasions.map((occasion) => decisionOf(automation, occasion)));
    cursor = next;
  }
  return issues;
}
