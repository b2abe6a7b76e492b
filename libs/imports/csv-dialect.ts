import { csvRows, type Dialect } from './csv-rows.js';

/** How a file is read as rows; what is not said is found out. */
export interface DialectSaid {
  readonly delimiter?: string;
  readonly isQuoted?: boolean;
  /** Lines before the header. */
  readonly skip?: number;
}

const DELIMITERS = [',', ';', '\t', '|'];

/** A dialect, and how the beginning of the file reads in it. */
interface Tried {
  readonly dialect: Dialect;
  /** Cells that most rows have. */
  readonly width: number;
  /** Rows of another width, and lines that are none, of all: 0 to 1. */
  readonly misfits: number;
}

/** What stands between the cells of a file: that in which most rows have as many cells as the others, and then the most cells. */
export async function dialectOf(beginning: Buffer, { delimiter, isQuoted, skip }: DialectSaid): Promise<Dialect> {
  const delimiters = delimiter === undefined ? DELIMITERS : [delimiter];
  const quotings = isQuoted === undefined ? [true, false] : [isQuoted];
  const tried: Tried[] = [];
  for (const one of quotings)
    for (const other of delimiters) {
      const found = await tryOut(beginning, { delimiter: other, isQuoted: one }, skip, isQuoted === undefined);
      if (found !== undefined) tried.push(found);
    }
  const several = tried.filter(({ width }) => width > 1);
  const [best] = several.sort((a, b) => a.misfits - b.misfits || b.width - a.width);
  return best?.dialect ?? { delimiter: delimiters[0] as string, isQuoted: quotings[0] as boolean };
}

/** @returns nothing where cells are quoted and the dialect would take quotes for characters */
async function tryOut(
  beginning: Buffer,
  dialect: Dialect,
  skip: number | undefined,
  isFree: boolean,
): Promise<Tried | undefined> {
  const widths: number[] = [];
  for await (const row of csvRows(once(beginning), dialect, skip)) {
    widths.push('cells' in row ? row.cells.length : 0);
    if (isFree && !dialect.isQuoted && 'cells' in row && row.cells.some((cell) => /^".*"$/.test(cell.trim()))) return;
  }
  const width = mostFrequent(widths);
  return { dialect, width, misfits: widths.filter((one) => one !== width).length / Math.max(1, widths.length) };
}

/** Of several the one that comes first; 0 of none. */
export function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

export async function* once(chunk: Buffer): AsyncIterable<Buffer> {
  yield await Promise.resolve(chunk);
}
