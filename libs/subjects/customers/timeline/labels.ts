import { formatDay } from '#kernel/time/calendar.js';
import { CustomerScan } from './scan.js';
import { sameAttributes, type Attributes, type Standing } from './standing.js';
import type { History } from './history.js';
import type { Policies } from '../../policies/policy.js';

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

/** The labels of days, which must ascend. */
export function labelsOf(history: History, policies: Policies, days: readonly number[]): readonly Labels[] {
  const first = days[0];
  if (first === undefined) return [];
  const scan = new CustomerScan(history, policies, first);
  return days.map((day) => label(history, day, scan.at(day)));
}

function label(history: History, day: number, standing: Standing | undefined): Labels {
  if (standing === undefined) return NO_LABELS;
  const first = history.purchases[0]?.day;
  const { stage, tier, region, segment, source, salesperson } = standing;
  const common = { stage, tier, region, segment, source, salesperson };
  if (first === undefined || day < first) return { ...common, purchase: '', cohort: '', age: '' };
  const cohort = formatDay(first).slice(0, 7);
  const age = String(monthNumber(formatDay(day)) - monthNumber(cohort));
  return { ...common, purchase: day === first ? 'first' : 'repeat', cohort, age };
}

function monthNumber(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
}

export function sameLabels(a: Labels, b: Labels): boolean {
  return a.purchase === b.purchase && a.cohort === b.cohort && a.age === b.age && sameAttributes(a, b);
}
