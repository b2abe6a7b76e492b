/** What a model can read at once. */
const MOST_ROWS = 200;

interface Cut<Row> {
  readonly rows: readonly Row[];
  readonly note?: string;
}

/** The first rows, and what to do about the others. @param how to ask for fewer */
export function cut<Row>(all: readonly Row[], how: string): Cut<Row> {
  if (all.length <= MOST_ROWS) return { rows: all };
  return {
    rows: all.slice(0, MOST_ROWS),
    note: `the first ${String(MOST_ROWS)} of ${String(all.length)} rows, totals are of all: ${how}`,
  };
}
