import { contentHash } from '#kernel/canonical.js';
import type { Grain } from '#kernel/periods.js';
import type { Views } from '#kernel/views.port.js';
import { answer, type AnswerContext } from './answer.js';
import { CATALOGUE, isAboutTargets, metricNamed } from './catalogue.js';
import type { Figure } from './value.js';

/** By these every metric that goes by them is shown. Permanent: digests of closed periods depend on it. */
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

export interface FiguresQuestion {
  readonly from?: number;
  readonly to: number;
  readonly grain?: Grain;
  readonly asOf: number;
  readonly knownAt?: number;
  /** The names of the metrics shown: every one there is today, unless named. Who keeps a digest keeps these names with it. */
  readonly metrics?: readonly string[];
}

/** Every figure of the catalogue in total and by its common dimensions: rows per dimension, '' for the total. */
export interface Figures {
  /**
   * Of all figures: equal figures have equal digests, wherever they were worked out. It depends on which metrics are shown, on their
   * definitions and dimensions, on the common dimensions above and on the order of rows (by period, then by value).
   */
  readonly digest: string;
  readonly figures: Readonly<Record<string, readonly Readonly<Record<string, Figure>>[]>>;
  /** The position they are of; undefined where facts arrived meanwhile, so that they are of several. */
  readonly position: number | undefined;
}

export async function allFigures(
  { metrics: names = [...CATALOGUE.keys()], ...question }: FiguresQuestion,
  views: Views,
  context: AnswerContext,
): Promise<Figures> {
  const shown = names.map(metricNamed);
  const figures: Record<string, readonly Readonly<Record<string, Figure>>[]> = {};
  const positions = new Set<string>();
  for (const dimension of ['', ...COMMON_DIMENSIONS]) {
    const metrics = shown.filter((metric) => {
      if (isAboutTargets(metric)) return false;
      return dimension === ''
        ? metric.onlyBy === undefined
        : metric.dimensions.includes(dimension) && (metric.onlyBy ?? dimension) === dimension;
    });
    const by = dimension === '' ? [] : [dimension];
    const asked = { ...question, metrics, by, where: {}, tooManyPeriods: 'those-with-facts' } as const;
    const { rows, meta } = await answer(asked, views, context);
    figures[dimension] = rows;
    positions.add(meta.position);
  }
  const [position] = positions;
  return {
    digest: contentHash(figures),
    figures,
    position: positions.size === 1 ? Number(position) : undefined,
  };
}
