import { compareText } from '#kernel/compare.js';
import type { Row } from '#kernel/ports/views-schema.js';
import type { Course } from './course.js';
import type { Entry } from './entry.js';
import { firstFrom, type History, type Kept, type Said } from './history.js';
import { labelOf, labelsOf, sameLabels, type LabelName, type Labels } from './labels.js';
import { takenBack, type LabelledSeries, type Stamp } from './rows.js';
import { isPart } from './standing.js';

/**
 * A series whose entries the history keeps, so that its facts are worked out from the history alone. `levels` are measures that stand until
 * they change: what a customer has of them goes with it from one label to another, so that they can be summed up to any day.
 */
export interface KeptSeries extends LabelledSeries {
  readonly levels: readonly boolean[];
  /** By measure, the level whose steps from label to label it counts; none where undefined. */
  readonly steps: readonly (number | undefined)[];
  /** What its entries are worked out of, where they are not kept themselves: sorted by day. */
  readonly workedOut?: (said: readonly Said[]) => readonly Kept[];
}

/** Keeps an entry, in an order in which arrival leaves no trace; what adds up to nothing is gone. */
export function keep(history: History, { series, day, record, own, measures }: Entry): void {
  const list = history.others.get(series) ?? [];
  history.others.set(series, list);
  const key = keyOf({ record, own });
  let index = firstFrom(list, day);
  while (index < list.length && list[index]?.day === day && compareText(keyOf(list[index] as Kept), key) < 0) index++;
  const found = list[index];
  if (found?.day !== day || keyOf(found) !== key) {
    list.splice(index, 0, { day, record, own, measures });
    return;
  }
  const total = found.measures.map((measure, i) => measure + (measures[i] ?? 0n));
  if (total.every((measure) => measure === 0n)) list.splice(index, 1);
  else list[index] = { ...found, measures: total };
}

/** Keeps what another customer kept of a series. */
export function keepAll(history: History, series: string, kept: readonly Kept[]): void {
  for (const one of kept) keep(history, { series, ...one });
}

/** The facts of a series from a day on; those before cannot be changed by what happens from then on. */
export function keptFacts(
  history: History,
  series: KeptSeries,
  course: Course,
  from: number,
  stamp: Stamp,
): readonly Row[] {
  const entries = entriesIn(history, series);
  if (entries.length === 0) return [];
  const days = daysFrom(from, entries, changesIn(course, series.labels));
  if (days.length === 0) return [];
  const [before, ...labels] = labelsOf(history, course, [from - 1, ...days]) as [Labels, ...Labels[]];
  const standing = new Standing(entries, series);
  standing.reach(from - 1);
  return days.flatMap((day, i) => {
    const [was, now] = [labels[i - 1] ?? before, labels[i] as Labels];
    const row = ({ record, own, measures }: Kept, under: Labels): Row => {
      const dimensions = [...own, ...series.labels.map((name) => labelOf(name, under))];
      return { series: series.name, valid: day, ...stamp, record, mark: 0, dimensions, measures };
    };
    const isMoved = !sameLabels(series.labels, was, now);
    const moved = isMoved ? standing.moved().flatMap((kept) => [takenBack(row(kept, was)), row(kept, now)]) : [];
    return [...moved, ...standing.reach(day).map((entry) => row(entry, now))];
  });
}

function entriesIn(history: History, { name, workedOut }: KeptSeries): readonly Kept[] {
  if (workedOut === undefined) return history.others.get(name) ?? [];
  const said = history.said.get(name);
  return said === undefined ? [] : workedOut(said);
}

/** The days of a course on which labels can change. Mostly all are what a customer is, and that mostly stays as it was. */
function changesIn(course: Course, names: readonly LabelName[]): readonly number[] {
  if (!names.every(isPart)) return course.days;
  let { before } = course;
  return course.days.filter((_, i) => {
    const [was, now] = [before, course.on(i)];
    before = now;
    return was !== now && (was === undefined || now === undefined || names.some((name) => was[name] !== now[name]));
  });
}

/** The days on which a series can have facts, ascending: those of its entries, and those on which labels change. */
function daysFrom(from: number, entries: readonly Kept[], changes: readonly number[]): readonly number[] {
  const own = entries.slice(firstFrom(entries, from)).map(({ day }) => day);
  return [...new Set([...changes, ...own])].sort((a, b) => a - b);
}

/** What is there of each record at the end of a day. */
class Standing {
  private readonly levels = new Map<string, Kept>();
  private next = 0;

  constructor(
    private readonly entries: readonly Kept[],
    private readonly series: KeptSeries,
  ) {}

  /** What goes along when labels change, with what counts the steps of it. */
  moved(): readonly Kept[] {
    const { steps } = this.series;
    return [...this.levels.values()]
      .filter(({ measures }) => measures.some((measure) => measure !== 0n))
      .map((kept) => ({ ...kept, measures: kept.measures.map((own, i) => kept.measures[steps[i] ?? i] ?? own) }));
  }

  /** Goes on to the end of a day. @returns the entries up to it that were not seen before */
  reach(day: number): readonly Kept[] {
    const first = this.next;
    while ((this.entries[this.next]?.day ?? Infinity) <= day) this.add(this.entries[this.next++] as Kept);
    return this.entries.slice(first, this.next);
  }

  private add(entry: Kept): void {
    const before = this.levels.get(keyOf(entry))?.measures ?? [];
    const measures = entry.measures.map((measure, i) =>
      this.series.levels[i] === true ? measure + (before[i] ?? 0n) : 0n,
    );
    this.levels.set(keyOf(entry), { ...entry, measures });
  }
}

function keyOf({ record, own }: Pick<Kept, 'record' | 'own'>): string {
  return JSON.stringify([record, ...own]);
}
