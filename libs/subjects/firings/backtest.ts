import { formatDay } from '#kernel/time/calendar.js';
import type { Figure } from '#figures/value.js';
import { daysOf, isAtOnce, type AlertRule } from '../alerts/alert-rule.js';
import { isHeldIn, judgeParts } from './judging.js';
import type { PartPast } from './judge.js';
import { needFewParts } from './seen-on.js';
import type { Known, Seen, Sights, Watched as Metric } from './sights.js';

/** What happens to a part on a day. */
export interface Happening {
  /** A date. */
  readonly day: string;
  readonly part: string;
  readonly value: Figure;
}

/** What a rule would have done, or did. */
export interface Course {
  readonly firings: readonly Happening[];
  readonly resolutions: readonly Happening[];
}

export interface Tested {
  readonly rule: AlertRule;
  readonly metric: Metric;
  readonly sights: Pick<Sights, 'closing' | 'ending' | 'opening'>;
  /** Days, both included. */
  readonly from: number;
  readonly to: number;
  readonly known: Known;
  /** Told of each day, in order, what is seen at its end. */
  readonly onDay?: (day: number, seen: Seen) => void;
}

/** Days that are looked at side by side: the first ones say how many parts there are, and then as many as have so many parts together. */
const FIRST_DAYS = 4;
const MOST_AT_ONCE = { days: 400, parts: 20_000 };

/**
 * What a rule would have done day by day, all parts well before: each day judged when it begins, where the rule is judged while its window
 * lasts, and when it ends; by what was known then, or in hindsight by all that is known now.
 * @throws Problem `too-many-parts` where it has more parts on a day than an alert can have
 */
export async function backtest(tested: Tested): Promise<Course> {
  const { rule, metric, to, known } = tested;
  const atOnce = isAtOnce(rule, metric);
  const held = 'noData' in rule.condition ? 0 : daysOf(rule.for);
  const parts = new Map<string, PartPast>();
  const runs = new Map<string, number>();
  const [firings, resolutions]: [Happening[], Happening[]] = [[], []];
  const take = async (day: number, seen: Seen, position = 0): Promise<void> => {
    const heldFor = async (part: string): Promise<number> => runs.get(part) ?? 0;
    for (const { part, became, value } of await judgeParts({ rule, parts }, { day, seen, position, heldFor })) {
      const list = became === 'fires' ? firings : resolutions;
      list.push({ day: formatDay(day), part, value });
    }
  };
  const hasOpenings = atOnce && !(known === 'now' && metric.kind === 'stock');
  for await (const { day, opening, end } of looks(tested, tested.from - Math.max(0, held - 1), atOnce, hasOpenings)) {
    for (const seen of [opening, end]) if (seen !== undefined) needFewParts(rule, seen);
    count(runs, rule, end);
    if (day < tested.from || day > to) continue;
    if (opening !== undefined) await take(day, opening);
    await take(day, end);
    tested.onDay?.(day, end);
  }
  return { firings, resolutions };
}

/** Counts on how many days in a row each part has held at their ends. */
function count(runs: Map<string, number>, rule: AlertRule, end: Seen): void {
  for (const part of new Set([...runs.keys(), ...end.parts]))
    runs.set(part, isHeldIn(rule, end, part) ? (runs.get(part) ?? 0) + 1 : 0);
}

interface DayLook {
  readonly day: number;
  readonly opening: Seen | undefined;
  readonly end: Seen;
}

/** The days in order, some of them asked for ahead. */
async function* looks(
  { sights, from, to, known }: Tested,
  first: number,
  isAtOnce: boolean,
  hasOpenings: boolean,
): AsyncIterable<DayLook> {
  const lookAt = async (day: number): Promise<DayLook> => {
    const opening = hasOpenings && day >= from ? await sights.opening(day, known) : undefined;
    return { day, opening, end: await (isAtOnce ? sights.ending(day, known) : sights.closing(day, known)) };
  };
  let atOnce = FIRST_DAYS;
  for (let day = first; day <= to;) {
    const days = Array.from({ length: Math.min(atOnce, to - day + 1) }, (_, i) => day + i);
    const found = await Promise.all(days.map(lookAt));
    yield* found;
    day += days.length;
    const parts = Math.max(1, ...found.map(({ end }) => end.parts.size));
    atOnce = Math.max(FIRST_DAYS, Math.min(MOST_AT_ONCE.days, Math.floor(MOST_AT_ONCE.parts / parts)));
  }
}

/** The dates on which three courses of a rule do not say the same. */
export function differing(courses: readonly Course[]): readonly string[] {
  const told = courses.map(({ firings, resolutions }) => {
    const by = new Map<string, string[]>();
    for (const [kind, list] of [['fires', firings] as const, ['is over', resolutions] as const])
      for (const { day, part } of list) by.set(day, [...(by.get(day) ?? []), `${kind} ${part}`]);
    return new Map([...by].map(([day, words]) => [day, words.toSorted().join('\n')]));
  });
  const days = new Set(told.flatMap((by) => [...by.keys()]));
  return [...days].filter((day) => new Set(told.map((by) => by.get(day))).size > 1).toSorted();
}
