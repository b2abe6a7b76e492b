import { splitLines, type Line } from '#kernel/lines.js';
import { LINE_LIMIT } from '#ledger/bulk.js';

/** A row, and the line it begins on; or why a line is none, and its text as far as that is known. */
export type CsvRow =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: string; readonly text: string };

/** What stands between cells, and around them. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** Whether a cell that begins with `"` goes to the next one; otherwise quotes are plain characters. */
  readonly isQuoted: boolean;
}

/** Lines that one row may go over: a quote that is never closed must not swallow the file. */
const MOST_LINES = 1_000;
const TOO_LONG = 'the line is longer than 1 MiB';
const NOT_CLOSED = 'a quote that opens a cell is not closed';

/**
 * The rows of a CSV (RFC 4180; a quote inside a cell that does not begin with one is a character) with their lines. A line that is no row
 * is given as that, and the reading goes on with the line after it. Empty lines are passed over.
 * @param skip lines at the beginning that are none of it
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>, dialect: Dialect, skip = 0): AsyncIterable<CsvRow> {
  const lines = new LineReader(chunks);
  for (let first = await lines.next(); first !== undefined; first = await lines.next()) {
    if (first.line <= skip) continue;
    const found = first.text === undefined ? TOO_LONG : await cellsFrom(first.text, lines, dialect);
    if (typeof found === 'string') yield { line: first.line, fault: found, text: first.text ?? '' };
    else if (found.length > 1 || found[0] !== '') yield { line: first.line, cells: found };
  }
}

/** The cells of the row that begins with a line; where it is none, no other line was taken. */
async function cellsFrom(first: string, lines: LineReader, dialect: Dialect): Promise<readonly string[] | string> {
  const taken: TextLine[] = [];
  let text = first;
  let found = cellsOf(text, dialect);
  while (found === NOT_CLOSED && taken.length < MOST_LINES && text.length < LINE_LIMIT) {
    const more = await lines.next();
    if (more === undefined) break;
    taken.push(more);
    if (more.text === undefined) break;
    text += `\n${more.text}`;
    // Only another quote can close the cell.
    if (more.text.includes('"')) found = cellsOf(text, dialect);
  }
  if (typeof found === 'string') lines.putBack(taken);
  return found;
}

/** Cells of a whole row, or why it is none. */
function cellsOf(row: string, { delimiter, isQuoted }: Dialect): readonly string[] | string {
  const text = row.endsWith('\r') ? row.slice(0, -1) : row;
  const cells: string[] = [];
  for (let at = 0; ;) {
    const quoted = isQuoted && text[at] === '"';
    const end = quoted ? closingQuote(text, at + 1) : endOfCell(text, at, delimiter);
    if (end === -1) return NOT_CLOSED;
    cells.push(quoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end));
    const next = quoted ? end + 1 : end;
    if (next >= text.length) return cells;
    if (text[next] !== delimiter)
      return `after the closing quote of cell ${String(cells.length)} ${nameOf(delimiter)} must come`;
    at = next + 1;
  }
}

function endOfCell(text: string, from: number, delimiter: string): number {
  const found = text.indexOf(delimiter, from);
  return found === -1 ? text.length : found;
}

const NAMES: Readonly<Record<string, string>> = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab' };

/** What stands between cells, for a sentence. */
export function nameOf(delimiter: string): string {
  return NAMES[delimiter] ?? `a ${delimiter}`;
}

/** The quote that is not one of two; -1 where there is none. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

interface TextLine {
  readonly line: number;
  /** Absent where it is too long. */
  readonly text?: string;
}

const BYTE_ORDER_MARK = '\ufeff';

/** Lines one after another, of which the last ones can be put back. */
class LineReader {
  private readonly lines: AsyncIterator<Line>;
  private again: TextLine[] = [];

  constructor(chunks: AsyncIterable<Buffer>) {
    this.lines = splitLines(chunks, LINE_LIMIT)[Symbol.asyncIterator]();
  }

  async next(): Promise<TextLine | undefined> {
    const known = this.again.pop();
    if (known !== undefined) return known;
    const next = await this.lines.next();
    if (next.done === true) return undefined;
    const { line, bytes } = next.value;
    if (bytes === undefined) return { line };
    const text = bytes.toString('utf8');
    return { line, text: line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text };
  }

  /** @param lines in their order */
  putBack(lines: readonly TextLine[]): void {
    this.again.push(...[...lines].reverse());
  }
}
