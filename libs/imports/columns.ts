/** The number of the line that a row begins on: a column of every table. */
export const LINE = 'line';

/** Names of columns by the cells of a header: unique in any case, so that none hides another; what has no name is called by its place. */
export function columnsOf(header: readonly string[]): readonly string[] {
  const taken = new Set([LINE]);
  return header.map((cell, i) => {
    const name = cell.trim() === '' ? placeName(i) : cell.trim();
    let unique = name;
    for (let n = 1; taken.has(unique.toLowerCase()); n++) unique = `${name}_${String(n)}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** Names where there is no header. */
export function placeNames(width: number): readonly string[] {
  return Array.from({ length: width }, (_, i) => placeName(i));
}

function placeName(index: number): string {
  return `column${String(index)}`;
}

/** Whether a first row is a header: names have letters, and nothing but numbers and dates is data. */
export function isHeader(cells: readonly string[]): boolean {
  return cells.some((cell) => /\p{L}/u.test(cell));
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
