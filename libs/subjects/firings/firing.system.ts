import { cron } from '#engine/schedule/timetable.js';
import type { Issue } from '#engine/react/reaction.js';
import type { AlertRule } from '../alerts/alert-rule.js';
import { systemMetric } from '../alerts/system-metrics.js';
import type { BookSchedule, Fact, Ground, Readings } from '../reactions.js';
import type { Fired } from './firing.events.js';
import { messagesOf } from './firing.messages.js';
import { judgeParts, recorded } from './judging.js';
import type { Seen } from './sights.js';
import { watchedAlerts, type WatchedAlert } from './watched-alerts.js';

/** Permanent. */
const MINUTES = 'firing.system';

/**
 * Judges the rules about the system itself each minute, by what it says of itself then; a minute that was missed is over. Messages are
 * issued beside what is recorded, under the same ids as after it: that the figures stand still has to be told while they do.
 */
export const JUDGING_SYSTEM: BookSchedule = {
  name: MINUTES,
  makeUp: 1,
  timetable: () => cron('* * * * *', 'UTC'),
  run: async (_minute, ground) => {
    const issues: Issue<Fact>[] = [];
    for (const alert of await watchedAlerts(ground)) issues.push(...(await judged(alert, ground)));
    return issues;
  },
};

async function judged(alert: WatchedAlert, ground: Ground): Promise<readonly Issue<Fact>[]> {
  const { rule } = alert;
  const metric = systemMetric(rule.metric);
  if (metric === undefined) return [];
  const { position, figures } = await ground.readings(metric.name);
  const now = ground.now().toISOString();
  const day = ground.calendar.dayOf(now);
  const look = { day, position, seen: seenIn(rule, metric.dimensions, figures, day) };
  const found = await judgeParts(alert, look);
  return found.flatMap((one) => withMessages(recorded(alert, look, one, now)));
}

function withMessages(issue: Issue<Fact>): readonly Issue<Fact>[] {
  if (!('command' in issue) || issue.command.type !== 'FireAlert') return [issue];
  return [issue, ...messagesOf(issue.command.data as Fired).map((delivery) => ({ delivery }))];
}

/** What a rule sees of what the system says: the values that its filter lets through, each by itself or all together. */
function seenIn(
  { by, where }: Pick<AlertRule, 'by' | 'where'>,
  [dimension = '']: readonly string[],
  figures: Readings['figures'],
  day: number,
): Seen {
  const wanted = where[dimension];
  const kept = [...figures].filter(([value]) => wanted === undefined || wanted.includes(value));
  const sum = kept.reduce((total, [, figure]) => total + figure, 0);
  const parts = new Map(by === undefined ? [['', sum] as const] : kept);
  return {
    parts: new Set(parts.keys()),
    of: (part) => ({ value: parts.get(part) ?? 0 }),
    window: { from: day, to: day },
  };
}
