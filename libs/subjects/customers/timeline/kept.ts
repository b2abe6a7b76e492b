import { compareText } from '#kernel/compare.js';
import type { Row } from '#kernel/ports/views-schema.js';
import type { Policies } from '../../policies/policy.js';
import { breakpoints } from './breakpoints.js';
import type { Entry } from './entry.js';
import { firstFrom, type History, type Kept } from './history.js';
import { labelsOf, type Labels } from './labels.js';
import type { LabelledSeries, Stamp } from './rows.js';

/**
 * A series whose entries the history keeps, so that its facts are worked out from the history alone. `levels` are measures that stand until
 * they change: what a customer has of them goes with it from one label to another, so that they can be summed up to any day.
 */
export interface KeptSeries extends LabelledSeries {
  readonly levels: readonly boolean[];
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

/** The facts of a series from a day on; those before cannot be changed by what happens from then on. */
export function keptFacts(
  history: History,
  series: KeptSeries,
  policies: Policies,
  from: number,
  stamp: Stamp,
): readonly Row[] {
  const entries = history.others.get(series.name) ?? [];
  if (entries.length === 0) return [];
  const days = new Set(breakpoints(history, policies, from));
  for (let i = firstFrom(entries, from); i < entries.length; i++) days.add((entries[i] as Kept).day);
  const ascending = [...days].sort((a, b) => a - b);
  const [start, ...labels] = labelsOf(history, policies, [from - 1, ...ascending]) as [Labels, ...Labels[]];
  const row = (day: number, { record, own }: Kept, under: Labels, measures: readonly bigint[]): Row => ({
    series: series.name,
    valid: day,
    ...stamp,
    record,
    mark: 0,
    dimensions: [...own, ...series.labels.map((name) => under[name])],
    measures,
  });
  const standing = new Map<string, Kept>();
  let next = 0;
  const stand = (upTo: number, seen: (entry: Kept) => void): void => {
    for (let entry = entries[next]; entry !== undefined && entry.day <= upTo; entry = entries[++next]) {
      seen(entry);
      const before = standing.get(keyOf(entry))?.measures ?? [];
      const levels = entry.measures.map((measure, i) => (series.levels[i] === true ? measure + (before[i] ?? 0n) : 0n));
      standing.set(keyOf(entry), { ...entry, measures: levels });
    }
  };
  stand(from - 1, () => undefined);
  const rows: Row[] = [];
  ascending.forEach((day, i) => {
    const [was, now] = [labels[i - 1] ?? start, labels[i] as Labels];
    if (series.labels.some((name) => was[name] !== now[name]))
      for (const kept of standing.values())
        if (kept.measures.some((measure) => measure !== 0n))
          rows.push(
            row(
              day,
              kept,
              was,
              kept.measures.map((measure) => -measure),
            ),
            row(day, kept, now, kept.measures),
          );
    stand(day, (entry) => rows.push(row(day, entry, now, entry.measures)));
  });
  return rows;
}

function keyOf({ record, own }: Pick<Kept, 'record' | 'own'>): string {
  return JSON.stringify([record, ...own]);
}
