import { contentHash } from '#kernel/canonical.js';
import type { Grain } from '#kernel/time/periods.js';
import type { Views } from '#kernel/ports/views.js';
import { answer, type AnswerContext } from './answer.js';
import type { Formula } from './formulas/index.js';
import type { Metric } from './metric.js';
import { canBeAsked } from './metrics-seen.js';
import type { Catalogue } from './catalogue.js';
import type { FigureTables } from './figure.answers.js';

export type { FigureTables } from './figure.answers.js';

/** The names of the metrics shown by each dimension, '' for the total. */
export type Shown = Readonly<Record<string, readonly string[]>>;

export interface FiguresQuestion {
  readonly from?: number;
  readonly to: number;
  readonly grain?: Grain;
  readonly asOf: number;
  readonly knownAt?: number;
  /** Everything the catalogue shows today unless named. Who keeps a digest keeps these names with it. */
  readonly shown?: Shown;
  /** Metrics that callers define, to be shown beside those of the catalogue. */
  readonly defined?: readonly Metric<Formula>[];
}

export interface Figures {
  /**
   * Of all figures: equal figures have equal digests, wherever they were worked out. It depends on which metrics are shown, on their
   * definitions and dimensions, on which dimensions are common and on the order of rows (by period, then by value).
   */
  readonly digest: string;
  readonly figures: FigureTables;
  /** The position they are of; undefined where facts arrived meanwhile, so that they are of several. */
  readonly position: number | undefined;
}

/** What the catalogue shows today: every metric that can be asked in total and by its common dimensions. */
export function shownToday(catalogue: Catalogue): Shown {
  const { commonDimensions } = catalogue;
  const asked = catalogue.counted.filter((metric) => canBeAsked(metric, catalogue));
  const shownBy = (dimension: string) =>
    asked.filter(({ onlyBy, dimensions }) =>
      dimension === '' ? onlyBy === undefined : dimensions.includes(dimension) && (onlyBy ?? dimension) === dimension,
    );
  return Object.fromEntries(
    ['', ...commonDimensions].map((dimension) => [dimension, shownBy(dimension).map(({ name }) => name)]),
  );
}

/** Every figure shown, as of one state of the read models. @throws Problem for a metric that is no longer there */
export async function allFigures(
  { shown, defined = [], ...question }: FiguresQuestion,
  views: Views,
  context: AnswerContext,
): Promise<Figures> {
  const figures: Record<string, FigureTables[string]> = {};
  const positions = new Set<string>();
  const catalogue = defined.length === 0 ? context.catalogue : context.catalogue.with(defined);
  for (const [dimension, names] of Object.entries(shown ?? shownToday(catalogue))) {
    const by = dimension === '' ? [] : [dimension];
    const metrics = names.map((name) => catalogue.metricNamed(name));
    const asked = { ...question, metrics, by, where: {}, tooManyPeriods: 'those-with-facts' } as const;
    const { rows, meta } = await answer(asked, views, { ...context, catalogue });
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
