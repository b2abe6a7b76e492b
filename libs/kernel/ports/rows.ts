import type { Row } from './views-schema.js';

/** Rows of equal key added up, zeros left out. */
export function addedUp(rows: Iterable<Row>): Row[] {
  const totals = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify([row.valid, row.recorded, row.mark, row.customer, row.record, row.dimensions]);
    const known = totals.get(key);
    const measures = known === undefined ? row.measures : known.measures.map((sum, i) => sum + (row.measures[i] ?? 0n));
    totals.set(key, { ...row, measures });
  }
  return [...totals.values()].filter(({ measures }) => measures.some((sum) => sum !== 0n));
}

/** By valid day, recorded day, mark, customer, record, dimensions. */
export function compareRows(a: Row, b: Row): number {
  return (
    a.valid - b.valid ||
    a.recorded - b.recorded ||
    a.mark - b.mark ||
    compare(a.customer, b.customer) ||
    compare(a.record, b.record) ||
    a.dimensions.map((value, i) => compare(value, b.dimensions[i] ?? '')).find((order) => order !== 0) ||
    0
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
