import { cron } from '#engine/schedule/timetable.js';
import { Problem } from '#kernel/problem.js';
import type { BookSchedule, Ground } from '../reactions.js';
import type { SystemMetricName } from './system-metrics.js';

interface OwnRule {
  readonly title: string;
  readonly metric: SystemMetricName;
  readonly by: string;
  readonly severity: string;
}

/** Alerts that a book has by itself about what the system says, by their ids, which are permanent. */
const RULES: Readonly<Record<string, OwnRule>> = {
  'channels-paused': {
    title: 'Channels that are paused since all that was sent through them failed',
    metric: 'system.channels_paused',
    by: 'channel',
    severity: 'critical',
  },
  'chains-stopped': {
    title: 'Automations that set each other off for too long, and were stopped',
    metric: 'system.chains_stopped',
    by: 'automation',
    severity: 'warning',
  },
};

/**
 * Sets each of them when there is something to tell for the first time. From then on it is a rule like any other: whoever changes or
 * removes it is not overruled.
 */
export const OWN_ALERTS: readonly BookSchedule[] = Object.entries(RULES).map(([name, rule]) => ({
  name: `alert.${name}`,
  makeUp: 1,
  timetable: () => cron('* * * * *', 'UTC'),
  run: async (_minute, ground) => {
    const { figures } = await ground.readings(rule.metric);
    const id = `system.${name}`;
    if (figures.size === 0 || (await wasEverSet(id, ground))) return [];
    const always = { window: 'day', condition: { above: '0' } };
    return [{ command: { type: 'SetAlert', data: { id, ...rule, ...always } } }];
  },
}));

async function wasEverSet(id: string, ground: Ground): Promise<boolean> {
  try {
    await ground.read('listAlertVersions', id);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return false;
    throw error;
  }
}
