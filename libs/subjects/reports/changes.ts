import type { Answer } from '#figures/figure.answers.js';
import type { ChangeKept } from './report.events.js';

/** Figures that are told at most; the rest is counted. */
export const MOST_CHANGES = 100;

type Row = Answer['totals'];

/** An answer that was reported, and what is answered now. */
export interface Compared {
  readonly title: string;
  readonly before: Answer;
  /** Whether `before` has its first rows only: then what it does not have has not come since. */
  readonly isCut: boolean;
  readonly after: Answer;
}

/** The figures that are not what was reported: totals first, then rows, in the order of what was reported and then of now. */
export function changesIn({ title, before, isCut, after }: Compared): readonly ChangeKept[] {
  const figures = before.columns.filter(({ name }) => name in before.totals);
  const cuts = before.columns.filter(({ name }) => !(name in before.totals)).map(({ name }) => name);
  const keyOf = (row: Row): string => JSON.stringify(cuts.map((name) => row[name] ?? null));
  const then = byKey(before, cuts.length, keyOf);
  const now = byKey(after, cuts.length, keyOf);
  const keys = isCut ? [...then.keys()] : [...new Set([...then.keys(), ...now.keys()])];
  return keys.flatMap((key) => {
    const [one, other] = [then.get(key), now.get(key)];
    const names = key === TOTAL ? [] : cuts.map((name) => String((one ?? other)?.[name] ?? ''));
    return figures.flatMap((column) => {
      const [a, b] = [one?.[column.name] ?? null, other?.[column.name] ?? null];
      if (a === b) return [];
      const of = [`${title}: ${column.name}`, ...names.map((name) => (name === '' ? '–' : name))].join(' · ');
      return [{ title: of, column: { ...column }, before: a, after: b }];
    });
  });
}

/** No row has it: rows have at least one cell that names them. */
const TOTAL = '';

function byKey({ rows, totals }: Answer, cuts: number, keyOf: (row: Row) => string): ReadonlyMap<string, Row> {
  // The only row is the total itself.
  const named = cuts === 0 ? [] : rows.map((row) => [keyOf(row), row] as const);
  return new Map([[TOTAL, totals] as const, ...named]);
}
