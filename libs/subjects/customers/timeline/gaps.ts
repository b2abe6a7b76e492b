import type { Course } from './course.js';
import { firstFrom, type History } from './history.js';
import { labelsOf, sameLabels, type LabelName, type Labels } from './labels.js';

/** A purchase day and the one before it. */
export interface Gap {
  readonly day: number;
  /** Undefined for the first. */
  readonly previous: number | undefined;
  readonly labels: Labels;
  /** Interactions on the days before a first purchase; undefined of a later one. */
  readonly touches: number | undefined;
}

/** What its facts are labelled with. */
export const GAP_LABELS = [
  'region',
  'segment',
  'source',
  'salesperson',
  'cohort',
] as const satisfies readonly LabelName[];

/** The purchase days from a day on. */
export function gapsOf(history: History, course: Course, from: number): readonly Gap[] {
  const index = firstFrom(history.purchases, from);
  const days = history.purchases.slice(index).map(({ day }) => day);
  return labelsOf(history, course, days).map((labels, i) => ({
    day: days[i] as number,
    previous: i === 0 ? history.purchases[index - 1]?.day : days[i - 1],
    labels,
    touches: index === 0 && i === 0 ? firstFrom(history.touches, days[i] as number) : undefined,
  }));
}

export function sameGap(a: Gap, b: Gap): boolean {
  if (a.day !== b.day || a.previous !== b.previous || a.touches !== b.touches) return false;
  return sameLabels(GAP_LABELS, a.labels, b.labels);
}
