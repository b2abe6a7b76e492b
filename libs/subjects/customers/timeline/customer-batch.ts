import type { Ground } from '#kernel/projection.js';
import { addedUp } from '#kernel/ports/rows.js';
import type { Row } from '#kernel/ports/views-schema.js';
import { Course, pastOf, type Past } from './course.js';
import { gapsOf, sameGap, type Gap } from './gaps.js';
import { firstFrom, type DayTotals, type History } from './history.js';
import { labelsOf, labelsOn, sameLabels, type Labels } from './labels.js';
import { sameMove, type Move } from './move.js';
import { movesOf } from './moves.js';
import type { Policies } from '../../policies/policy.js';
import { eachChange } from '#engine/project/changes.js';
import type { Effect, Entry } from './entry.js';
import { entriesOn, type EffectOf } from './entry-documents.js';
import { entryRow, gapRow, moveRow, takenBack, type LabelledSeries, type Stamp } from './rows.js';
import { keep, keptFacts, type KeptSeries } from './kept.js';

/** What the effects are folded on. */
export interface Basis {
  readonly views: Ground;
  readonly policies: Policies;
  readonly series: ReadonlyMap<string, AnySeries>;
  readonly effectOf: EffectOf;
}

/** What facts are worked out on that nothing has to be looked up for. */
type Worked = Pick<Basis, 'policies' | 'series'>;

export type AnySeries = HistorySeries | KeptSeries;

/** A labelled series, and the days on which a customer has facts of it, which are found in the views. */
export interface HistorySeries extends LabelledSeries {
  days(history: History): readonly (readonly DayTotals[])[];
}

/** @throws Error for a series that the subject of the effect does not have */
export function seriesNamed(series: ReadonlyMap<string, AnySeries>, name: string): AnySeries {
  const found = series.get(name);
  if (found === undefined) throw new Error(`there is no series ${name}`);
  return found;
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
  const day = Math.min(...effects.map((effect) => effect.day));
  const past = pastOf(history, basis.policies, day - 1);
  const before = tailFrom(day, past, history, stamp, basis);
  const labelledBefore = labelledDays(history, before.course, day, basis);
  const entries = effects.flatMap((effect) => effect.entries);
  for (const effect of effects) addEffect(history, effect, basis.series);
  const after = tailFrom(day, past, history, stamp, basis);
  const rows: Row[] = [];
  eachChange(before.moves, after.moves, sameMove, (move, sign) => rows.push(moveRow(move, stamp, sign)));
  eachChange(before.gaps, after.gaps, sameGap, (gap, sign) => rows.push(gapRow(gap, stamp, sign)));
  if (before.kept.length + after.kept.length > 0) rows.push(...addedUp([...before.kept.map(takenBack), ...after.kept]));
  addEntries(rows, entries, history, after.course, stamp, basis);
  await relabel(rows, labelledBefore, history, after.course, stamp, basis);
  return rows;
}

/** All facts of a history, and of entries from a day on before which it has nothing. */
export function allFacts(
  history: History,
  entries: readonly Entry[],
  from: number,
  stamp: Stamp,
  basis: Worked,
): Row[] {
  const { course, moves, gaps, kept } = tailFrom(
    from,
    pastOf(history, basis.policies, from - 1),
    history,
    stamp,
    basis,
  );
  const rows = [...moves.map((move) => moveRow(move, stamp, 1)), ...gaps.map((gap) => gapRow(gap, stamp, 1)), ...kept];
  const inOrder = entries.toSorted((a, b) => a.day - b.day);
  addEntries(rows, inOrder, history, course, stamp, basis);
  return rows;
}

/** Adds an effect to a history, with those of its entries that are kept there. */
export function addEffect(history: History, effect: Effect, series: Basis['series']): void {
  effect.change(history);
  for (const entry of effect.entries) if (isKept(seriesNamed(series, entry.series))) keep(history, entry);
}

/** What follows from a history from a day on. */
interface Tail {
  readonly course: Course;
  readonly moves: readonly Move[];
  readonly gaps: readonly Gap[];
  readonly kept: readonly Row[];
}

function tailFrom(day: number, past: Past, history: History, stamp: Stamp, basis: Worked): Tail {
  const course = Course.of(history, basis.policies, day, past);
  return {
    course,
    moves: movesOf(history, basis.policies, course),
    gaps: gapsOf(history, course, day),
    kept: allKept(history, course, day, stamp, basis),
  };
}

interface LabelledDays {
  readonly series: HistorySeries;
  readonly days: readonly number[];
  readonly labels: readonly Labels[];
}

/** The days from `from` on that have labelled facts in the views, with their labels. */
function labelledDays(history: History, course: Course, from: number, { series }: Basis): readonly LabelledDays[] {
  const labelled: LabelledDays[] = [];
  for (const one of series.values()) {
    if (isKept(one)) continue;
    const days = daysFrom(from, one.days(history));
    if (days.length > 0) labelled.push({ series: one, days, labels: labelsOf(history, course, days) });
  }
  return labelled;
}

function isKept(series: AnySeries): series is KeptSeries {
  return 'levels' in series;
}

function allKept(history: History, course: Course, from: number, stamp: Stamp, { series }: Worked): readonly Row[] {
  if (history.others.size === 0 && history.said.size === 0) return [];
  return [...series.values()].filter(isKept).flatMap((one) => keptFacts(history, one, course, from, stamp));
}

function daysFrom(from: number, lists: readonly (readonly DayTotals[])[]): readonly number[] {
  // Mostly the day is a new one.
  if (lists.every((list) => (list.at(-1)?.day ?? -Infinity) < from)) return [];
  const days = new Set<number>();
  for (const list of lists) for (let i = firstFrom(list, from); i < list.length; i++) days.add(list[i]?.day as number);
  return [...days].sort((a, b) => a - b);
}

function addEntries(
  rows: Row[],
  entries: readonly Entry[],
  history: History,
  course: Course,
  stamp: Stamp,
  { series }: Worked,
): void {
  let last: { readonly day: number; readonly labels: Labels } | undefined;
  for (const entry of entries) {
    const own = seriesNamed(series, entry.series);
    if (isKept(own)) continue;
    // Mostly they are of one day.
    if (last?.day !== entry.day) last = { day: entry.day, labels: labelsOn(history, course, entry.day) };
    rows.push(entryRow(entry, own, last.labels, stamp));
  }
}

/** Facts under labels that no longer hold are taken back and put again. */
async function relabel(
  rows: Row[],
  before: readonly LabelledDays[],
  history: History,
  course: Course,
  stamp: Stamp,
  basis: Basis,
): Promise<void> {
  for (const { series, days, labels } of before) {
    const after = labelsOf(history, course, days);
    for (const [i, day] of days.entries()) {
      const [was, now] = [labels[i] as Labels, after[i] as Labels];
      if (sameLabels(series.labels, was, now)) continue;
      for (const entry of await entriesOn(basis, series, day, stamp.customer)) {
        const [taken, put] = [entryRow(entry, series, was, stamp), entryRow(entry, series, now, stamp)];
        // Some labels are of a fact by itself: not all of a day change.
        if (taken.dimensions.some((value, at) => value !== put.dimensions[at])) rows.push(takenBack(taken), put);
      }
    }
  }
}
