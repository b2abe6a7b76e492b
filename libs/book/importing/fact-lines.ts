import { LINE_LIMIT } from '#ledger/bulk.js';
import type { ImportLine, Refused } from '#imports/import-source.js';

/** Bytes of the longest of these lines: a fact, or the cells of a row, and what is said of it. */
export const MOST_IN_LINE = LINE_LIMIT + 10_000;
const FACT = '+';
const REFUSED = '-';

/** A fact, or why there is none, as a line that another process reads: `LINE TAB DONE TAB` and the fact, or what is to be said of it. */
export function written(one: ImportLine): string {
  const { line, done } = one;
  const head = `${line === undefined ? '' : String(line)}\t${String(done)}\t`;
  const fact = 'text' in one ? one : undefined;
  if (fact !== undefined && Buffer.byteLength(fact.text) <= LINE_LIMIT) return `${head}${FACT}${fact.text}\n`;
  return `${head}${REFUSED}${JSON.stringify('text' in one ? TOO_LONG : shortened(one))}\n`;
}

const TOO_LONG: Refused = { refused: { code: 'fact-too-large', detail: 'the fact is longer than 1 MiB' } };

function shortened({ refused, cells }: Refused): Refused {
  return cells === undefined || Buffer.byteLength(JSON.stringify(cells)) > LINE_LIMIT
    ? { refused }
    : { refused, cells };
}

/** The inverse of `written`, without the end of the line. */
export function read(text: string): ImportLine {
  const first = text.indexOf('\t');
  const second = text.indexOf('\t', first + 1);
  const line = first > 0 ? { line: Number(text.slice(0, first)) } : {};
  const head = { ...line, done: Number(text.slice(first + 1, second)) };
  const rest = text.slice(second + 2);
  return text[second + 1] === FACT ? { ...head, text: rest } : { ...head, ...(JSON.parse(rest) as Refused) };
}
