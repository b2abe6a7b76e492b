import type { Answer } from '#figures/figure.answers.js';

/** Bytes that the rows of one report may have as JSON: half of what one event may. */
const ROOM = 512 * 1_024;

/** An answer with as many of its rows as there is room for. */
export interface Fitted {
  readonly answer: Answer;
  /** How many rows there were, where not all of them are left. */
  readonly rows?: number;
}

/** Answers that fit into one event together: of the largest the first rows are left. Totals are always of all. */
export function withinRoom(answers: readonly Answer[]): readonly Fitted[] {
  const sizes = answers.map(({ rows }) => rows.map((row) => Buffer.byteLength(JSON.stringify(row)) + 1));
  const all = sizes.map(sum);
  const share = shareOf(all, ROOM);
  return answers.map((answer, i) => {
    const { rows } = answer;
    if ((all[i] ?? 0) <= share) return { answer };
    const kept = rowsWithin(sizes[i] ?? [], share);
    return { answer: { ...answer, rows: rows.slice(0, kept) }, rows: rows.length };
  });
}

/** What each may take so that all of them have room: those that need less leave the rest to the others. */
function shareOf(sizes: readonly number[], room: number): number {
  if (sum(sizes) <= room) return Infinity;
  let left = room;
  const ascending = sizes.toSorted((a, b) => a - b);
  for (const [i, size] of ascending.entries()) {
    const share = left / (ascending.length - i);
    if (size > share) return share;
    left -= size;
  }
  return Infinity;
}

function rowsWithin(sizes: readonly number[], room: number): number {
  let taken = 0;
  const tooMany = sizes.findIndex((size) => (taken += size) > room);
  return tooMany === -1 ? sizes.length : tooMany;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
