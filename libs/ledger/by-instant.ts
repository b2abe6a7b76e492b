/** Something that holds from an instant on, under the id of the fact that says so. */
export interface Dated {
  readonly at: string;
  readonly id: string;
}

/** The list, sorted by instant, then id, with one more entry: the order of arrival leaves no trace. */
export function insertedByInstant<Entry extends Dated>(list: readonly Entry[], entry: Entry): readonly Entry[] {
  const index = list.findLastIndex((other) => isBefore(other, entry));
  return list.toSpliced(index + 1, 0, entry);
}

/** Whether one comes before another: earlier, or at the same instant with the smaller id. */
export function isBefore(a: Dated, b: Dated): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}
