import { parseDay } from '#kernel/time/calendar.js';
import type { Timeline } from './customer.answers.js';

/**
 * The stages that a customer was in, one after the other, as its changes have them: those whose beginning is among them.
 * @param asOf up to which the last one counts
 */
export function stageStays(changes: Timeline['changes'], asOf: number): Timeline['stages'] {
  const stays: Timeline['stages'][number][] = [];
  const spent = new Map<string, number>();
  let open: { readonly stage: NonNullable<Timeline['changes'][number]['toStage']>; readonly from: string } | undefined;
  const leave = (left: string | null): void => {
    if (open === undefined) return;
    const days = (left === null ? asOf : dayOf(left)) - dayOf(open.from);
    const cumulative = (spent.get(open.stage) ?? 0) + days;
    spent.set(open.stage, cumulative);
    stays.push({ stage: open.stage, entered: open.from, left, days, cumulative });
  };
  for (const { day, fromStage, toStage } of changes) {
    if (fromStage === toStage) continue;
    leave(day);
    open = toStage === null ? undefined : { stage: toStage, from: day };
  }
  leave(null);
  return stays;
}

function dayOf(date: string): number {
  const day = parseDay(date);
  if (day === undefined) throw new Error(`${date} is no date`);
  return day;
}
