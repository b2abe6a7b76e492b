import { contentHash } from '#kernel/canonical.js';
import type { Grain } from '#kernel/time/periods.js';
import type { Views } from '#kernel/ports/views.js';
import { answer, type AnswerContext } from './answer.js';
import { CATALOGUE, metricNamed } from '#subjects/catalogue.js';
import { isAboutTargets } from './formulas/index.js';
import type { Figure } from './value.js';

/** By these every metric that goes by them is shown. */
const COMMON_DIMENSIONS = [
  'region',
  'salesperson',
  'channel',
  'currency',
  'segment',
  'source',
  'stage',
  'tier',
  'category',
  'kind',
  'outcome',
  'cause',
] as const;

/** The names of the metrics shown by each dimension, '' for the total. */
export type Shown = Readonly<Record<string, readonly string[]>>;

/** Rows per dimension, '' for the total: each row its value of the dimension and the figures of the part. */
export type FigureTables = Readonly<Record<string, readonly Readonly<Record<string, Figure>>[]>>;

export interface FiguresQuestion {
  readonly from?: number;
  readonly to: number;
  readonly grain?: Grain;
  readonly asOf: number;
  readonly knownAt?: number;
  /** Everything the catalogue shows today unless named. Who keeps a digest keeps these names with it. */
  readonly shown?: Shown;
}

export interface Figures {
  /**
   * Of all figures: equal figures have equal digests, wherever they were worked out. It depends on which metrics are shown, on their
   * definitions and dimensions, on the common dimensions above and on the order of rows (by period, then by value).
   */
  readonly digest: string;
  readonly figures: FigureTables;
  /** The position they are of; undefined where facts arrived meanwhile, so that they are of several. */
  readonly position: number | undefined;
}

/** What the catalogue shows today: every metric in total and by its common dimensions. */
export function shownToday(): Shown {
  const metrics = [...CATALOGUE.values()].filter((metric) => !isAboutTargets(metric));
  const shownBy = (dimension: string) =>
    metrics.filter(({ onlyBy, dimensions }) =>
      dimension === '' ? onlyBy === undefined : dimensions.includes(dimension) && (onlyBy ?? dimension) === dimension,
    );
  return Object.fromEntries(
    ['', ...COMMON_DIMENSIONS].map((dimension) => [dimension, shownBy(dimension).map(({ name }) => name)]),
  );
}

/** Every figure shown, as of one state of the read models. @throws Problem for a metric that is no longer there */
export async function allFigures(
  { shown = shownToday(), ...question }: FiguresQuestion,
  views: Views,
  context: AnswerContext,
): Promise<Figures> {
  const figures: Record<string, FigureTables[string]> = {};
  const positions = new Set<string>();
  for (const [dimension, names] of Object.entries(shown)) {
    const by = dimension === '' ? [] : [dimension];
    const metrics = names.map(metricNamed);
    const asked = { ...question, metrics, by, where: {}, tooManyPeriods: 'those-with-facts' } as const;
    const { rows, meta } = await answer(asked, views, context);
    figures[dimension] = rows;
    positions.add(meta.position);
  }
  const [position] = positions;
  return { digest: digestOf(figures), figures, position: positions.size === 1 ? Number(position) : undefined };
}

/** Equal figures have equal digests, wherever they were worked out. */
export function digestOf(figures: FigureTables): string {
  return contentHash(figures);
}
