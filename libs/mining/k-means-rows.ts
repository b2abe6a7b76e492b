import { stepping, type OnStep } from './long-work.js';

type Row = readonly number[];

/** The places of rows by their values in order: one order of them, however they came. */
export function sortedRows(rows: readonly Row[], onStep?: OnStep): readonly number[] {
  return rows.map((_, place) => place).sort(stepping((a, b) => compareRows(rows[a] ?? [], rows[b] ?? []), onStep));
}

export function compareRows(a: Row, b: Row): number {
  for (let j = 0; j < a.length; j++) if (a[j] !== b[j]) return (a[j] ?? 0) - (b[j] ?? 0);
  return 0;
}

/** As many of a list at most, evenly spread over it. */
export function evenly<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as Item);
}
