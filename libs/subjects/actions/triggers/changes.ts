import type { Change } from '../../automations/automation.js';
import type { EveningTrigger } from './evening-trigger.js';

/** A customer's stage or tier is another one than the evening before; of one who was not there it was none. */
export function changeOf(part: 'stage' | 'tier', { from, to }: Change): EveningTrigger {
  return {
    read: ({ on }) => (on === undefined ? [] : [on.standing[part]]),
    isOccasion: (now, before) =>
      !before.includes(now) && (from === undefined || before.includes(from)) && (to === undefined || now === to),
    nameOf: (now, evening) => `${part}:${now}@${evening}`,
  };
}
