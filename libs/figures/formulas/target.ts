import { targetOf, type Frame } from '../frame.js';
import type { Target as SetTarget } from '../target.js';
import { heldIn, heldTargets, type HeldTarget } from '../target-days.js';
import type { Series } from '../plan.js';
import type { FormulaPage, Instead } from './page.js';

/** The target of the metric the question is about, spread evenly over its days. */
export interface Target {
  readonly kind: 'target';
}

export const target: FormulaPage<Target> = {
  kind: 'target',
  plan: (_formula, frame) => ({ requests: [], finish: () => targetsIn(frame, heldBy(frame)) }),
  sources: () => [],
  behind: () => ASK_FOR_THE_METRIC,
  taken: ({ dimensions, unit }) => ({ dimensions, unit }),
};

export const ASK_FOR_THE_METRIC: Instead = { instead: ['the metric the target is of'] };

/** The targets held by a frame's combinations, per combination and window, in millionths. */
export function targetsIn(frame: Frame, held: ReadonlyMap<string, readonly HeldTarget[]>): Series {
  return new Map(
    [...held].map(([key, targets]) => [
      key,
      frame.windows.map((window) => targets.reduce((sum, one) => sum + heldIn(one, window), 0n)),
    ]),
  );
}

/** Per combination the targets that it takes, each with the days on which it holds among those for the same. */
export function heldBy(frame: Frame): ReadonlyMap<string, readonly HeldTarget[]> {
  const alike = Map.groupBy(chosen(frame), ({ where }) => dimensionsOf(where));
  const held = [...alike.values()].flatMap(heldTargets);
  return Map.groupBy(held, ({ target: { where } }) => JSON.stringify(frame.by.map((name) => where[name]?.[0] ?? '')));
}

/** Equal for equal values of equal dimensions, in whatever order they were named. */
function dimensionsOf(where: SetTarget['where']): string {
  return JSON.stringify(
    Object.entries(where)
      .map(([name, values]) => [name, values.toSorted()])
      .sort(),
  );
}

/**
 * The targets a question is about: those set at its own level (their dimensions are just those it names); where there are none, those of
 * the next finer level, added up.
 */
function chosen(frame: Frame): readonly SetTarget[] {
  const known = targetOf(frame).set.filter(({ recorded }) => recorded <= (frame.knownAt ?? Infinity));
  const fitting = known.filter(({ where }) => fits(where, frame));
  const depth = Math.min(...fitting.map(({ where }) => Object.keys(where).length));
  const level = fitting.find(({ where }) => Object.keys(where).length === depth);
  const names = namesOf(level?.where ?? {});
  return fitting.filter(({ where }) => namesOf(where) === names);
}

function namesOf(where: SetTarget['where']): string {
  return Object.keys(where).sort().join();
}

/** It names every dimension of the question, one value where the question divides by it, and none that the question leaves out. */
function fits(where: SetTarget['where'], { asked, by, where: filters, divided }: Frame): boolean {
  return (
    asked.every((name) => name in where) &&
    [...by, ...(divided ?? [])].every((name) => where[name]?.length === 1) &&
    Object.entries(filters).every(([name, values]) => where[name]?.every((value) => values.includes(value)) ?? false)
  );
}
