import type { Cell } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';

/** A sum by the day it holds from and the day it was recorded on. */
interface Dated {
  readonly day: number;
  readonly recorded: number;
  readonly value: bigint;
}

/** Each in the order of its days. */
export type ByCustomer = ReadonlyMap<string, readonly Dated[]>;

/** @param cells grouped by customer, day and recorded day */
export function datedIn(cells: readonly Cell[] = [], valueOf: (sums: Cell['sums']) => bigint, step: Step): ByCustomer {
  const found = new Map<string, Dated[]>();
  for (const { group, sums } of cells) {
    step();
    const [customer = '', day, recorded] = group;
    const one = { day: Number(day), recorded: Number(recorded), value: valueOf(sums) };
    const own = found.get(customer);
    if (own === undefined) found.set(customer, [one]);
    else own.push(one);
  }
  for (const own of found.values()) {
    step();
    if (own.length > 1) own.sort((a, b) => a.day - b.day);
  }
  return found;
}

/** What came to each day, of what was recorded up to a day; days ascend. */
export function netByDay(dated: readonly Dated[] = NONE, recordedTo: number): readonly (readonly [number, bigint])[] {
  if (dated.length === 0) return NONE;
  const net: [number, bigint][] = [];
  let last: [number, bigint] | undefined;
  for (const { day, recorded, value } of dated) {
    if (recorded > recordedTo) continue;
    if (last?.[0] === day) last[1] += value;
    else net.push((last = [day, value]));
  }
  return net;
}

/** The days that more came to than was taken from them. */
export function daysIn(dated: readonly Dated[] = NONE, recordedTo: number): readonly number[] {
  if (dated.length === 0) return NONE;
  const days: number[] = [];
  for (const [day, count] of netByDay(dated, recordedTo)) if (count > 0n) days.push(day);
  return days;
}

/** Most customers have none of most facts. */
const NONE: readonly never[] = [];
