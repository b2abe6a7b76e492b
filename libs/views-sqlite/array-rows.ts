/** Rows of a statement with `setReturnArrays`: the driver's types only know rows as objects. */
export function arrayRows<Row>(rows: Iterable<unknown>): Iterable<Row> {
  return rows as Iterable<Row>;
}
