import { firstFrom, type DayTotals, type History } from './history.js';
import type { TierPolicy } from '../../policies/policy.js';

/** Adds the days from `from` on, and perhaps some before, at whose end the tier may be another one than the day before. */
export function addTierDays(history: History, policy: TierPolicy, from: number, days: number[]): void {
  addConditionDays(history, policy, from, days);
  const { keepForDays = 0 } = policy;
  if (keepForDays === 0) return;
  const ends: number[] = [];
  addConditionDays(history, policy, from - keepForDays, ends);
  for (const day of ends) days.push(day + keepForDays);
}

/** The same of the conditions, each by itself. */
export function addConditionDays(
  { purchases, refunds, interactions }: History,
  { windowDays }: TierPolicy,
  from: number,
  days: number[],
): void {
  for (const list of [purchases, refunds, interactions]) addWindowDays(list, windowDays, from, days);
}

function addWindowDays(list: readonly DayTotals[], window: number, from: number, days: number[]): void {
  for (let i = firstFrom(list, from - window); i < list.length; i++) {
    const day = list[i]?.day ?? 0;
    if (day >= from) days.push(day);
    days.push(day + window);
  }
}
