import { cron } from '#engine/schedule/timetable.js';
import { Problem } from '#kernel/problem.js';
import type { BookSchedule, Ground } from '../reactions.js';

/** Permanent: the alert of its own that a channel has which failed for a day. */
const ID = 'system.channels-paused';

const RULE = {
  title: 'Channels that are paused since all that was sent through them failed',
  metric: 'system.channels_paused',
  by: 'channel',
  window: 'day',
  condition: { above: '0' },
  severity: 'critical',
} as const;

/**
 * Sets the alert about channels that failed for a day, when the first one has. From then on it is a rule like any other: whoever changes or
 * removes it is not overruled.
 */
export const PAUSED_CHANNELS_ALERT: BookSchedule = {
  name: 'alert.channels-paused',
  makeUp: 1,
  timetable: () => cron('* * * * *', 'UTC'),
  run: async (_minute, ground) => {
    const { figures } = await ground.readings(RULE.metric);
    if (figures.size === 0 || (await wasEverSet(ground))) return [];
    return [{ command: { type: 'SetAlert', data: { id: ID, ...RULE } } }];
  },
};

async function wasEverSet(ground: Ground): Promise<boolean> {
  try {
    await ground.read('listAlertVersions', ID);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not-found') return false;
    throw error;
  }
}
