import type { Ground } from '#kernel/projection.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { gapsOf, sameGap } from '../customer/gaps.js';
import { firstFrom, type DayTotals, type History } from '../customer/history.js';
import { labelsOf, sameLabels, type Labels } from '../customer/labels.js';
import { movesOf, sameMove } from '../customer/moves.js';
import type { Policies } from '../customer/policy.js';
import { eachChange } from './changes.js';
import type { Effect, Entry } from './effect.js';
import { entryRow, gapRow, moveRow, relabelled, type Stamp } from './rows.js';

/** What the effects are folded on: views whose checkpoint is `from`. */
export interface Basis {
  readonly views: Ground;
  readonly from: number;
  readonly policies: Policies;
}

/**
 * Adds the effects of one batch to a customer's history and answers facts(history with them) - facts(history): what changes from the
 * earliest day touched on. Facts before that day cannot change.
 */
export async function foldCustomer(
  history: History,
  effects: readonly Effect[],
  stamp: Stamp,
  basis: Basis,
): Promise<readonly Row[]> {
  const { policies } = basis;
  const day = Math.min(...effects.map((effect) => effect.day));
  const movesBefore = movesOf(history, policies, day);
  const gapsBefore = gapsOf(history, policies, day);
  const labelledBefore = labelledDays(history, policies, day);
  for (const effect of effects) effect.change(history);
  const rows: Row[] = [];
  eachChange(movesBefore, movesOf(history, policies, day), sameMove, (move, sign) =>
    rows.push(moveRow(move, stamp, sign)),
  );
  eachChange(gapsBefore, gapsOf(history, policies, day), sameGap, (gap, sign) => rows.push(gapRow(gap, stamp, sign)));
  const entries = effects.flatMap((effect) => effect.entries);
  addEntries(rows, entries, history, policies, stamp);
  await relabel(rows, labelledBefore, history, stamp, basis);
  return rows;
}

interface LabelledDays {
  readonly series: Entry['series'];
  readonly days: readonly number[];
  readonly labels: readonly Labels[];
}

/** The days from `from` on that have labelled facts in the views, with their labels. */
function labelledDays(history: History, policies: Policies, from: number): readonly LabelledDays[] {
  const sales = daysFrom(from, history.purchases, history.refunds);
  const interactions = daysFrom(from, history.interactions);
  return [
    { series: 'sales', days: sales, labels: labelsOf(history, policies, sales) },
    { series: 'interactions', days: interactions, labels: labelsOf(history, policies, interactions) },
  ];
}

function daysFrom(from: number, ...lists: readonly (readonly DayTotals[])[]): readonly number[] {
  const days = new Set<number>();
  for (const list of lists) for (let i = firstFrom(list, from); i < list.length; i++) days.add(list[i]?.day as number);
  return [...days].sort((a, b) => a - b);
}

function addEntries(rows: Row[], entries: readonly Entry[], history: History, policies: Policies, stamp: Stamp): void {
  const days = [...new Set(entries.map((entry) => entry.day))].sort((a, b) => a - b);
  const labels = new Map(labelsOf(history, policies, days).map((found, i) => [days[i] as number, found]));
  for (const entry of entries) rows.push(entryRow(entry, labels.get(entry.day) as Labels, stamp));
}

/** Facts stored under labels that no longer hold are taken back and put again. */
async function relabel(
  rows: Row[],
  before: readonly LabelledDays[],
  history: History,
  stamp: Stamp,
  { views, from, policies }: Basis,
): Promise<void> {
  for (const { series, days, labels } of before) {
    const after = labelsOf(history, policies, days);
    for (const [i, day] of days.entries()) {
      const now = after[i] as Labels;
      if (sameLabels(labels[i] as Labels, now)) continue;
      const stored = await views.rowsOf(series, stamp.customer, day, from);
      for (const row of stored) rows.push(...relabelled(row, now, stamp.recorded));
    }
  }
}
