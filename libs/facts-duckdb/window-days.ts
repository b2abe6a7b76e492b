import type { Window } from '#kernel/ports/views-schema.js';

/** After every day there is: marks of facts in a window without a beginning may be any. */
const NEVER = 2_147_483_647;

/**
 * SQL of a table with a row for each day that has facts and lies in a window: `valid`, the number of its window `w`, and `since`, the day
 * that the window's marks must lie before.
 * @param windows not overlapping, ascending
 */
export function daysTable(days: Iterable<number>, windows: readonly Window[]): string {
  const [valid, w, since]: [number[], number[], number[]] = [[], [], []];
  let at = 0;
  for (const day of [...days].sort((a, b) => a - b)) {
    while (at < windows.length && (windows[at] as Window).to < day) at++;
    const window = windows[at];
    if (window === undefined) break;
    if (window.from !== undefined && window.from > day) continue;
    valid.push(day);
    w.push(at);
    since.push(window.from ?? NEVER);
  }
  // As one text each: thousands of numbers by themselves would be taken through every step of the planning.
  const columns = Object.entries({ valid, w, since });
  return `SELECT ${columns.map(([name, list]) => `unnest('[${list.join()}]'::INTEGER[]) AS ${name}`).join()}`;
}
