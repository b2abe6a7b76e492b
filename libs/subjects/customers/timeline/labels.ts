import { monthOf } from '#kernel/time/calendar.js';
import { sameAttributes, type Attributes, type Standing } from './standing.js';
import type { History } from './history.js';

/** What facts of a customer's day are labelled with: the customer's, at the end of that day. */
export interface Labels extends Attributes {
  readonly purchase: 'first' | 'repeat' | '';
  /** The month of the first purchase, such as 2020-01. */
  readonly cohort: string;
  /** Whole months from the cohort's to the day's. */
  readonly age: string;
}

export type LabelName = keyof Labels;

export const NO_LABELS: Labels = {
  purchase: '',
  stage: '',
  tier: '',
  region: '',
  segment: '',
  source: '',
  salesperson: '',
  cohort: '',
  age: '',
};

/** Knows where a customer stands at the end of days, if asked for them in order. */
interface Whereabouts {
  at(day: number): Standing | undefined;
}

/** The labels of days, which must ascend. @param whereabouts of the same history */
export function labelsOf(history: History, whereabouts: Whereabouts, days: readonly number[]): readonly Labels[] {
  return days.map((day) => labelsOn(history, whereabouts, day));
}

export function labelsOn(history: History, whereabouts: Whereabouts, day: number): Labels {
  const standing = whereabouts.at(day);
  if (standing === undefined) return NO_LABELS;
  const first = history.purchases[0]?.day;
  const { stage, tier, region, segment, source, salesperson } = standing;
  if (first === undefined || day < first)
    return { purchase: '', stage, tier, region, segment, source, salesperson, cohort: '', age: '' };
  const cohort = monthOf(first);
  const age = String(monthOf(day).number - cohort.number);
  const purchase = day === first ? 'first' : 'repeat';
  return { purchase, stage, tier, region, segment, source, salesperson, cohort: cohort.name, age };
}

export function sameLabels(a: Labels, b: Labels): boolean {
  return a.purchase === b.purchase && a.cohort === b.cohort && a.age === b.age && sameAttributes(a, b);
}
