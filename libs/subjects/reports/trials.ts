import type { Ground } from '../reactions.js';

/** Milliseconds for which what passes by itself is waited for: then a report that cannot be made has failed. */
const PATIENCE = 3_600_000;

const begun = new WeakMap<Ground, Map<string, number>>();

/** Whether a report has been tried for so long in this process that it is given up. @param now milliseconds since 1970 */
export function isTriedEnough(schedule: string, period: string, now: number, ground: Ground): boolean {
  const known = begun.get(ground) ?? new Map<string, number>();
  begun.set(ground, known);
  const key = `${schedule} ${period}`;
  const since = known.get(key) ?? now;
  known.set(key, since);
  return now - since >= PATIENCE;
}
