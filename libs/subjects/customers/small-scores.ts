import { hiddenAmong, linesBy, type Counted } from '#figures/hidden-among.js';
import type { Rfm } from './purchase.answers.js';

const MEASURES = ['R', 'F', 'M'] as const;

type Scores = Pick<Rfm, 'customers' | 'thresholds' | 'counts' | 'cells'>;

/** How many have a score of one measure, or of all three. */
interface Scored extends Counted {
  /** Null where it is of all three. */
  readonly of: (typeof MEASURES)[number] | null;
  readonly score: string;
}

const NO_THRESHOLDS: Rfm['thresholds'] = { recency: [], frequency: [], monetary: [] };

/**
 * Scores as they are told to whoever sees nothing of fewer than `least` customers. Who has a score of one measure is the sum of the cells with it, and
 * those of all five are everybody: nobody can be told from the rest of either.
 */
export function withoutSmallScores(scores: Scores, least: number): Rfm {
  const { customers, thresholds, counts, cells } = scores;
  const one = MEASURES.flatMap((of) =>
    Object.entries(counts[of]).map(([score, count]): Scored => ({ of, score, customers: count ?? 0 })),
  );
  const three = cells.map(({ score, customers: own }): Scored => ({ of: null, score, customers: own ?? 0 }));
  const all = [...one, ...three].filter((scored) => scored.customers > 0);
  const withIts = one
    .filter((scored) => scored.customers > 0)
    .map((own) => [own, ...three.filter(({ score }) => score[MEASURES.indexOf(own.of ?? 'R')] === own.score)]);
  const hidden = hiddenAmong(all, [...linesBy(all, [({ of }) => [of]]), ...withIts], least);
  const told = new Map(all.filter((scored) => !hidden.has(scored)).map((own) => [nameOf(own), own.customers]));
  const toldOf = (of: Scored['of'], score: string): number | null => told.get(nameOf({ of, score })) ?? null;
  const measure = (of: (typeof MEASURES)[number]) =>
    Object.fromEntries(Object.keys(counts[of]).map((score) => [score, toldOf(of, score)]));
  const few = (customers ?? 0) < least;
  const shown = {
    customers: few ? null : customers,
    thresholds: few ? NO_THRESHOLDS : thresholds,
    counts: { R: measure('R'), F: measure('F'), M: measure('M') },
    cells: cells.map((cell) => {
      const own = toldOf(null, cell.score);
      return { ...cell, customers: own, revenue: own === null ? null : cell.revenue };
    }),
  };
  const figures = [
    shown.customers,
    ...MEASURES.flatMap((of) => Object.values(shown.counts[of])),
    ...shown.cells.map((cell) => cell.customers),
  ];
  return { ...shown, suppressed: figures.filter((figure) => figure === null).length };
}

function nameOf({ of, score }: Pick<Scored, 'of' | 'score'>): string {
  return `${of ?? ''} ${score}`;
}
