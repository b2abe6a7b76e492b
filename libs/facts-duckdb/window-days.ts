import type { Window } from '#kernel/ports/views-schema.js';

/** After every day there is: marks of facts in a window without a beginning may be any. */
const NEVER = 2_147_483_647;

/**
 * SQL of a table with a row for each window that a day with facts lies in: `valid`, the number of the window `w`, and `since`, the day
 * that the window's marks must lie before.
 * @param windows as a request has them
 */
export function daysTable(days: Iterable<number>, windows: readonly Window[]): string {
  if (areApart(windows)) return apart(days, windows);
  const [first, last, w] = [windows.map(firstDay), windows.map(({ to }) => to), windows.keys()];
  const since = windows.map(({ from }) => from ?? NEVER);
  // A day lies in as many windows as they are long: which those are is worked out beside the facts.
  return `SELECT valid, w, since FROM (${table({ valid: days })}) JOIN (${table({ first, last, w, since })}) ON valid BETWEEN first AND last`;
}

/** Whether a day lies in one of them at most. */
function areApart(windows: readonly Window[]): boolean {
  return windows.every((window, i) => i === 0 || firstDay(window) > (windows[i - 1] as Window).to);
}

function firstDay({ from }: Window): number {
  return from ?? -NEVER;
}

function apart(days: Iterable<number>, windows: readonly Window[]): string {
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
  return table({ valid, w, since });
}

/** Columns as one text each: thousands of numbers by themselves would be taken through every step of the planning. */
function table(columns: Readonly<Record<string, Iterable<number>>>): string {
  const lists = Object.entries(columns).map(([name, list]) => `unnest('[${[...list].join()}]'::INTEGER[]) AS ${name}`);
  return `SELECT ${lists.join()}`;
}
