import type { Issue } from '#engine/react/reaction.js';
import { formatDay } from '#kernel/time/calendar.js';
import { daysOf, thresholdOf, type AlertRule } from '../alerts/alert-rule.js';
import { mayHold, verdictOf } from '../alerts/condition.js';
import type { Fact } from '../reactions.js';
import type { AlertResolved, Fired } from './firing.events.js';
import { after, judge, UNSEEN, type PartPast } from './judge.js';
import type { Seen, Sights } from './sights.js';

/** An alert with what has become of its parts. */
export interface Watched {
  readonly id: string;
  readonly rule: AlertRule;
  /** Those that ever fired. */
  readonly parts: Map<string, PartPast>;
  /** Until when (RFC 3339 in UTC) nobody is to be told of a part: over where that has passed. */
  readonly quietUntil: ReadonlyMap<string, string>;
}

/** What a part is judged by, and when. */
export interface Look {
  readonly day: number;
  readonly seen: Seen;
  /** How long a part had held at the ends of days, that one included; asked only where it matters. */
  readonly heldFor?: (part: string) => Promise<number>;
  /** What the day began with is seen. */
  readonly isOpening?: boolean | undefined;
  /** Up to where the figures covered the log. */
  readonly position: number;
}

/** What became of a part, with what was seen. */
export interface Became {
  readonly part: string;
  readonly became: 'fires' | 'is over';
  readonly past: PartPast;
  readonly value: Fired['value'];
}

/** Judges every part of an alert by one look, and remembers what became of it. */
export async function judgeParts(
  { rule, parts }: Pick<Watched, 'rule' | 'parts'>,
  look: Look,
): Promise<readonly Became[]> {
  const { day, seen, heldFor = async () => Infinity, isOpening = false } = look;
  const found: Became[] = [];
  const firing = [...parts].filter(([, { isFiring }]) => isFiring).map(([part]) => part);
  if (firing.length === 0 && seen.extent !== undefined && !mayHold(rule, seen.extent)) return found;
  for (const part of new Set([...seen.parts, ...firing])) {
    const past = parts.get(part) ?? UNSEEN;
    const sight = seen.of(part);
    const verdict = verdictOf(rule, sight);
    const held = verdict === 'holds' && !past.isFiring && isHeld(rule) ? await heldFor(part) : Infinity;
    const became = judge(rule, past, { day, verdict, heldFor: held, isOpening });
    if (became === undefined) continue;
    parts.set(part, after(past, became, day));
    found.push({ part, became, past, value: sight.value });
  }
  return found;
}

/** Whether it has to hold for days: without facts it is so by its window already. */
function isHeld({ condition, for: held }: AlertRule): boolean {
  return held !== undefined && !('noData' in condition);
}

/** On how many days in a row a part held at their ends up to one, as far as it matters. */
export async function heldFor(
  rule: AlertRule,
  sights: Pick<Sights, 'closing'>,
  day: number,
  part: string,
): Promise<number> {
  const enough = daysOf(rule.for);
  for (let held = 0; held < enough; held++) if (!isHeldIn(rule, await sights.closing(day - held), part)) return held;
  return enough;
}

/** Whether a part was there and its condition held. */
export function isHeldIn(rule: AlertRule, seen: Seen, part: string): boolean {
  return seen.parts.has(part) && verdictOf(rule, seen.of(part)) === 'holds';
}

/** What is recorded of what became of a part. @param now RFC 3339 in UTC */
export function recorded(
  { id, rule, quietUntil }: Watched,
  { day, seen, position }: Look,
  found: Became,
  now: string,
): Issue<Fact> {
  const { part, became, past, value } = found;
  if (became === 'is over') {
    const data: AlertResolved['data'] = {
      alert: id,
      part,
      occasion: past.occasion,
      value,
      position,
      resolvedFor: formatDay(day),
    };
    return { command: { type: 'ResolveAlert', data } };
  }
  const data: Fired = {
    alert: id,
    part,
    occasion: past.occasion + 1,
    value,
    threshold: thresholdOf(rule),
    window: { from: formatDay(seen.window.from), to: formatDay(seen.window.to) },
    position,
    firedFor: formatDay(day),
    title: rule.title,
    severity: rule.severity,
    channels: (quietUntil.get(part) ?? '') > now ? [] : rule.channels,
  };
  return { command: { type: 'FireAlert', data } };
}
