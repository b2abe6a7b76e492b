import { firstFrom, type History } from './history.js';
import { addTierDays } from './tier-days.js';
import type { Dated, LifecycleOf, Policies } from '../../policies/policy.js';
import { firstDayOf } from './stage-scan.js';

/** The days, ascending and without repetition, from `from` on, at whose end a customer may stand elsewhere than the day before. */
export function breakpoints(history: History, policies: Policies, from: number): readonly number[] {
  const first = firstDayOf(history);
  if (first === undefined) return [];
  // What is too early is left out at the end.
  const days: number[] = [first];
  if (history.registeredDay !== undefined) days.push(history.registeredDay);
  addPolicyDays(policies.tiers, days);
  addStageDays(history, policies, { from, to: Infinity }, days);
  for (const { from: begins, until } of history.overrides) days.push(begins, ...(until < Infinity ? [until + 1] : []));
  for (const { policy } of policies.tiers) addTierDays(history, policy, from, days);
  return sortedUnique(days, Math.max(first, from));
}

/** The same for the stage alone, from one day to another. */
export function stageBreakpoints(history: History, policies: Policies, span: Span): readonly number[] {
  const first = firstDayOf(history);
  if (first === undefined) return [];
  const days: number[] = [first];
  addStageDays(history, policies, span, days);
  return sortedUnique(days, Math.max(first, span.from)).filter((day) => day <= span.to);
}

/** Both ends included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** All that hold at some time, of some customers. */
function daysIn({ lifecycle }: Policies): readonly LifecycleOf[] {
  if (lifecycle.every(({ policy }) => policy.others === undefined)) return lifecycle.map(({ policy }) => policy);
  return lifecycle.flatMap(({ policy }) => [policy, ...(policy.others ?? [])]);
}

function addPolicyDays(policies: readonly Dated<unknown>[], days: number[]): void {
  for (const { from } of policies) if (from > -Infinity) days.push(from);
}

function addStageDays(history: History, policies: Policies, { from, to }: Span, days: number[]): void {
  const { purchases } = history;
  for (const change of history.changes) days.push(change.day);
  for (const closing of history.closings) days.push(closing.day);
  addPolicyDays(policies.lifecycle, days);
  const firstPurchase = purchases[0]?.day;
  if (firstPurchase === undefined) return;
  for (const policy of daysIn(policies)) {
    days.push(firstPurchase + policy.newForDays);
    const reach = Math.max(policy.churnAfterDays, policy.atRiskAfterDays, policy.reactivatedForDays);
    for (let i = firstFrom(purchases, from - reach); i < purchases.length; i++) {
      const day = purchases[i]?.day ?? 0;
      if (day > to) break;
      const next = purchases[i + 1]?.day ?? Infinity;
      days.push(day);
      if (day + policy.atRiskAfterDays <= next) days.push(day + policy.atRiskAfterDays);
      if (day + policy.churnAfterDays <= next) days.push(day + policy.churnAfterDays);
      const previous = purchases[i - 1]?.day;
      if (previous !== undefined && day - previous > policy.churnAfterDays) days.push(day + policy.reactivatedForDays);
    }
  }
}

function sortedUnique(days: readonly number[], from: number): readonly number[] {
  // Mostly it is asked from the newest day on.
  const later = days.filter((day) => day >= from);
  const sorted = later.length <= FEW ? insertionSorted(later) : Float64Array.from(later).sort();
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
