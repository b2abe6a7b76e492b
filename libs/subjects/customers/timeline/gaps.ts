import type { Course } from './course.js';
import { firstFrom, type History } from './history.js';
import { labelsOf, sameLabels, type LabelName, type Labels } from './labels.js';

/** A purchase day and the one before it. */
export interface Gap {
  readonly day: number;
  /** Undefined for the first. */
  readonly previous: number | undefined;
  readonly labels: Labels;
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
  }));
}

export function sameGap(a: Gap, b: Gap): boolean {
  return a.day === b.day && a.previous === b.previous && sameLabels(GAP_LABELS, a.labels, b.labels);
}
