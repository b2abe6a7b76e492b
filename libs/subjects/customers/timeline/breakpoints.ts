import { firstFrom, type DayTotals, type History } from './history.js';
import type { Policies } from '../../policies/policy.js';
import { firstDayOf } from './scan.js';

/** The days, ascending and without repetition, from `from` on, at whose end a customer may stand elsewhere than the day before. */
export function breakpoints(history: History, policies: Policies, from: number): readonly number[] {
  const days: number[] = [];
  const add = (day: number): void => {
    if (day >= from) days.push(day);
  };
  const first = firstDayOf(history);
  if (first === undefined) return [];
  add(first);
  if (history.registeredDay !== undefined) add(history.registeredDay);
  for (const change of history.changes) add(change.day);
  for (const closing of history.closings) add(closing.day);
  addPolicyDays(policies, first, add);
  addStageDays(history, policies, from, add);
  addTierDays(history, policies, from, add);
  return sortedUnique(days, Math.max(first, from));
}

function addPolicyDays(policies: Policies, first: number, add: (day: number) => void): void {
  for (const { from } of [...policies.lifecycle, ...policies.tiers]) if (from > first) add(from);
}

function addStageDays(history: History, policies: Policies, from: number, add: (day: number) => void): void {
  const { purchases } = history;
  const firstPurchase = purchases[0]?.day;
  if (firstPurchase === undefined) return;
  for (const { policy } of policies.lifecycle) {
    add(firstPurchase + policy.newForDays);
    const reach = Math.max(policy.churnAfterDays, policy.atRiskAfterDays, policy.reactivatedForDays);
    for (let i = firstFrom(purchases, from - reach); i < purchases.length; i++) {
      const day = purchases[i]?.day ?? 0;
      const next = purchases[i + 1]?.day ?? Infinity;
      add(day);
      for (const after of [policy.atRiskAfterDays, policy.churnAfterDays]) if (day + after <= next) add(day + after);
      const previous = purchases[i - 1]?.day;
      if (previous !== undefined && day - previous > policy.churnAfterDays) add(day + policy.reactivatedForDays);
    }
  }
}

function addTierDays(history: History, policies: Policies, from: number, add: (day: number) => void): void {
  const lists: readonly (readonly DayTotals[])[] = [history.purchases, history.refunds, history.interactions];
  for (const { policy } of policies.tiers) {
    for (const list of lists) {
      for (let i = firstFrom(list, from - policy.windowDays); i < list.length; i++) {
        const day = list[i]?.day ?? 0;
        add(day);
        add(day + policy.windowDays);
      }
    }
  }
}

function sortedUnique(days: number[], from: number): readonly number[] {
  const sorted = days.length <= FEW ? insertionSorted(days) : Float64Array.from(days).sort();
  const unique: number[] = [];
  let last = from - 1;
  for (const day of sorted) {
    if (day <= last) continue;
    unique.push(day);
    last = day;
  }
  return unique;
}

/** Numbers that are sorted faster one by one than by a call. */
const FEW = 48;

function insertionSorted(days: number[]): readonly number[] {
  for (let i = 1; i < days.length; i++) {
    const day = days[i] as number;
    let at = i;
    for (; at > 0 && (days[at - 1] as number) > day; at--) days[at] = days[at - 1] as number;
    days[at] = day;
  }
  return days;
}
