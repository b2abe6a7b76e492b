/** A cell, and how many customers stand behind it. */
export interface Counted {
  readonly customers: number;
}

/**
 * Which cells are not shown to whoever sees nothing of fewer than `least` customers: those that are so small; and wherever what is hidden
 * could be told from the rest of a line, the next smallest as well, until at least two cells of at least that many customers are hidden together.
 * @param lines cells that add up to something that is shown, or that another question is answered with; those that are empty are in none
 */
export function hiddenAmong<Cell extends Counted>(
  cells: readonly Cell[],
  lines: readonly (readonly Cell[])[],
  least: number,
): ReadonlySet<Cell> {
  const hidden = new Set(cells.filter(({ customers }) => customers < least));
  // What is hidden in one line is missing in another.
  for (let before = -1; before !== hidden.size;) {
    before = hidden.size;
    for (const line of lines) hideMore(line, hidden, least);
  }
  return hidden;
}

/** Cells that are the same in something, by each of several such things. */
export function linesBy<Cell>(
  cells: readonly Cell[],
  same: readonly ((cell: Cell) => readonly unknown[])[],
): readonly (readonly Cell[])[] {
  return same.flatMap((of) => [...Map.groupBy(cells, (cell) => JSON.stringify(of(cell))).values()]);
}

function hideMore<Cell extends Counted>(line: readonly Cell[], hidden: Set<Cell>, least: number): void {
  const own = line.filter((cell) => hidden.has(cell));
  if (own.length === 0 || own.length === line.length) return;
  const shown = line.filter((cell) => !hidden.has(cell)).sort((a, b) => a.customers - b.customers);
  let together = own.reduce((sum, { customers }) => sum + customers, 0);
  let count = own.length;
  for (const next of shown) {
    if (count > 1 && together >= least) return;
    hidden.add(next);
    together += next.customers;
    count++;
  }
}
