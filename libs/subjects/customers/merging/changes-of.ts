import type { Row } from '#kernel/ports/views-schema.js';
import { takenBack } from '../timeline/rows.js';

/**
 * What makes some facts of others: those that are in both are left alone, each as often as it is in both. Facts that are alike are not added
 * up: each is rounded by itself in another currency.
 */
export function changesOf(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  const left = new Map<string, Row[]>();
  for (const row of before) {
    const key = keyOf(row);
    const alike = left.get(key);
    if (alike === undefined) left.set(key, [row]);
    else alike.push(row);
  }
  const added = after.filter((row) => left.get(keyOf(row))?.pop() === undefined);
  return [...[...left.values()].flat().map(takenBack), ...added];
}

function keyOf({ series, valid, mark, customer, record, dimensions, measures }: Row): string {
  return JSON.stringify([series, valid, mark, customer, record, dimensions, measures.map(String)]);
}
