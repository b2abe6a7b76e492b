import { monthOf } from '#kernel/time/calendar.js';
import type { History } from './history.js';
import { isOfClock, onOwnClock, type ClockLabel } from './own-clock.js';
import type { Attributes, Standing } from './standing.js';
import { isOfTouches, NO_TOUCHES, sameTouches, touchesOf, touchOf, type Touches, type TouchLabel } from './touches.js';

/** What facts of a customer's day are labelled with: the customer's, at the end of that day. */
export interface Labels extends Attributes {
  readonly purchase: 'first' | 'repeat' | '';
  /** The month of the first purchase, such as 2020-01. */
  readonly cohort: string;
  /** Whole months from the cohort's to the day's. */
  readonly age: string;
  /** `1` for `WON_BACK_DAYS` after a come-back into the active group. */
  readonly won_back: '1' | '';
  /** Of the customer, by which its own clock shows the time of each fact; `''` where it is not known. */
  readonly timeZone: string;
  /** Interactions that led to the facts of the day. */
  readonly touches: Touches;
}

export type LabelName = Exclude<keyof Labels, 'timeZone' | 'touches'> | ClockLabel | TouchLabel;

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
  won_back: '',
  timeZone: '',
  touches: NO_TOUCHES,
};

/** Knows where a customer stands at the end of days, if asked for them in order. */
interface Whereabouts {
  at(day: number): Standing | undefined;
  /** Absent where nobody asks for it. */
  isWonBack?(day: number): boolean;
}

/** The labels of days, which must ascend. @param whereabouts of the same history */
export function labelsOf(history: History, whereabouts: Whereabouts, days: readonly number[]): readonly Labels[] {
  return days.map((day) => labelsOn(history, whereabouts, day));
}

export function labelsOn(history: History, whereabouts: Whereabouts, day: number): Labels {
  const standing = whereabouts.at(day);
  if (standing === undefined) return NO_LABELS;
  const first = history.purchases[0]?.day;
  const touches = touchesOf(history.touches, day);
  const { stage, tier, region, segment, source, salesperson, timeZone } = standing;
  if (first === undefined || day < first)
    return { ...NO_LABELS, stage, tier, region, segment, source, salesperson, timeZone, touches };
  const cohort = monthOf(first);
  const age = String(monthOf(day).number - cohort.number);
  const purchase = day === first ? 'first' : 'repeat';
  const won_back = whereabouts.isWonBack?.(day) === true ? '1' : '';
  const parts = { stage, tier, region, segment, source, salesperson, timeZone, touches };
  return { purchase, ...parts, cohort: cohort.name, age, won_back };
}

export function sameLabels(names: readonly LabelName[], a: Labels, b: Labels): boolean {
  return names.every((name) => {
    if (isOfClock(name)) return a.timeZone === b.timeZone;
    return isOfTouches(name) ? sameTouches(a.touches, b.touches) : a[name] === b[name];
  });
}

/** A label of a fact. @param at when it was */
export function labelOf(name: LabelName, labels: Labels, at?: string): string {
  if (isOfClock(name)) return onOwnClock(name, labels.timeZone, at);
  return isOfTouches(name) ? touchOf(name, labels.touches, at) : labels[name];
}
