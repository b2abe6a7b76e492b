import { compareText } from '#kernel/compare.js';
import type { Cell } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';

/** When a customer took a first step, and what it was cut by then. */
export interface Entrance {
  readonly day: number;
  readonly parts: readonly string[];
}

/** A customer's way: the days on which it took the steps, as far as it came. */
export interface Way {
  readonly parts: readonly string[];
  readonly days: readonly number[];
}

export interface Pace {
  /** Days after the first step in which all others are taken. */
  readonly within: number;
  /** Whether a step, by its place, has to be on a later day than another one before it; otherwise one day holds both. */
  readonly isLater: (step: number, before: number) => boolean;
}

/**
 * The first day of each customer, and its parts: where a day has facts of several, those that come first in the alphabet.
 * @param cells by customer, day and parts
 */
export function entrances(cells: readonly Cell[], step: Step): ReadonlyMap<string, Entrance> {
  const found = new Map<string, Entrance>();
  for (const { group, sums } of cells) {
    step();
    const [customer = '', on, ...parts] = group;
    if (customer === '' || (sums[0] ?? 0n) <= 0n) continue;
    const known = found.get(customer);
    const entrance = { day: Number(on), parts };
    if (known === undefined || comesBefore(entrance, known)) found.set(customer, entrance);
  }
  return found;
}

function comesBefore(one: Entrance, other: Entrance): boolean {
  if (one.day !== other.day) return one.day < other.day;
  const at = one.parts.findIndex((part, i) => part !== other.parts[i]);
  return at >= 0 && compareText(one.parts[at] ?? '', other.parts[at] ?? '') < 0;
}

/**
 * Goes from an entrance on, each step on the first day that there is for it: whoever takes one as early as can be comes as far as can be.
 * @param later of each later step, the days on which it can be taken, ascending
 */
export function wayFrom({ day, parts }: Entrance, later: readonly (readonly number[])[], pace: Pace): Way {
  const days = [day];
  for (const possible of later) {
    const earliest = days.reduce(
      (at, before, i) => Math.max(at, pace.isLater(days.length, i) ? before + 1 : before),
      day,
    );
    const next = possible.find((on) => on >= earliest);
    if (next === undefined || next > day + pace.within) break;
    days.push(next);
  }
  return { parts, days };
}
