import { formatDay, parseDay } from '#kernel/time/calendar.js';
import { isAtOnce, type AlertRule } from '../alerts/alert-rule.js';
import { verdictOf } from '../alerts/condition.js';
import { backtest, type Course, type Happening } from './backtest.js';
import type { Sights, Watched } from './sights.js';

/** A day for which a rule would have fired, had what came late been known in time. */
export interface LateFiring extends Happening {
  /** The date on which enough of it was recorded. */
  readonly knownSince: string;
}

interface Asked {
  readonly rule: AlertRule;
  readonly metric: Watched;
  readonly sights: Sights;
  /** What it did. */
  readonly live: Course;
  readonly from: number;
  /** Today: what came until now. */
  readonly to: number;
}

/** Where a rule would have fired in hindsight, and did not since the facts came when its window was over. */
export async function lateFirings(asked: Asked): Promise<readonly LateFiring[]> {
  const { rule, metric, sights, live, from, to } = asked;
  const { firings } = await backtest({ rule, metric, sights, from, to, known: 'now' });
  const did = new Set(live.firings.map(({ day, part }) => `${day} ${part}`));
  const late: LateFiring[] = [];
  for (const one of firings) {
    if (did.has(`${one.day} ${one.part}`)) continue;
    const since = await knownSince(asked, one);
    if (since !== undefined) late.push({ ...one, knownSince: formatDay(since) });
  }
  return late;
}

/** The first day on which what is known makes it hold; undefined where that was known in time. */
async function knownSince(
  { rule, metric, sights, to }: Asked,
  { day: date, part }: Happening,
): Promise<number | undefined> {
  const day = parseDay(date) ?? to;
  const holds = async (known: number): Promise<boolean> => {
    const seen = await (isAtOnce(rule, metric) ? sights.ending(day, known) : sights.closing(day, known));
    return verdictOf(rule, seen.of(part)) === 'holds';
  };
  if (await holds(day)) return undefined;
  let [low, high] = [day, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
