import type { Views } from '#kernel/ports/views.js';
import type { SeriesSchema, SumRequest } from '#kernel/ports/views-schema.js';
import type { Catalogue } from './catalogue.js';
import { columnOf } from './formulas/column.js';
import { both, requestOf, type Source } from './formulas/source.js';
import type { Metric } from './metric.js';
import type { Question } from './question.js';
import { LAST_DAY } from './seen.js';

/** The values of a dimension by which metrics have figures, up to a day. */
export function valuesShown(
  name: string,
  metrics: readonly Metric[],
  today: number,
  views: Views,
  catalogue: Catalogue,
): Promise<ReadonlySet<string>> {
  const { rows = {} } = catalogue;
  const frame = { windows: [{ from: today, to: today }], asOf: today, by: [name], where: {}, asked: [name], rows };
  const sources = metrics
    .flatMap((metric) => catalogue.sourcesOf(metric))
    .filter((source) => has(source, [name, ...Object.keys(rows)], views));
  return valuesOf(
    sources.map((source) => requestOf(source, frame, [name], 'end')),
    views,
  );
}

/**
 * Which of some values of a dimension the facts behind metrics have, on whatever day and whatever else they are. A customer's part is
 * looked up where customers come to it.
 */
export function valuesHad(
  name: string,
  values: readonly string[],
  { metrics, knownAt }: Pick<Question, 'metrics' | 'knownAt'>,
  views: Views,
  catalogue: Catalogue,
): Promise<ReadonlySet<string>> {
  const sources = metrics.flatMap((metric) => catalogue.sourcesOf(metric));
  const requests = sources.flatMap((source): readonly SumRequest[] => {
    const { rows = {} } = catalogue;
    const found: Source = source.side === 'from' ? { ...source, side: 'to' } : source;
    if (!has(found, [name, ...Object.keys(rows)], views)) return [];
    const column = columnOf(name, found);
    const seen = Object.entries(rows).map(
      ([dimension, seenValues]) => [columnOf(dimension, found), seenValues] as const,
    );
    return [
      {
        series: source.series,
        measures: Object.keys(seriesNamed(source.series, views).measures),
        where: both({ [column]: values }, Object.fromEntries(seen)),
        group: [column],
        windows: [{ to: LAST_DAY }],
        ...(knownAt !== undefined && { recordedTo: knownAt }),
      },
    ];
  });
  return valuesOf(requests, views);
}

function seriesNamed(name: string, { schema }: Views): SeriesSchema {
  const found = schema.series.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no series ${name} in the schema`);
  return found;
}

/** The purchase days behind some metrics do not go by everything that those do. */
function has(source: Source, names: readonly string[], views: Views): boolean {
  const { dimensions } = seriesNamed(source.series, views);
  return names.every((name) => dimensions.includes(columnOf(name, source)));
}

async function valuesOf(requests: readonly SumRequest[], views: Views): Promise<ReadonlySet<string>> {
  const unique = [...new Map(requests.map((request) => [JSON.stringify(request), request])).values()];
  const { cells } = await views.sums(unique);
  return new Set(cells.flat().map(({ group }) => group[0] ?? ''));
}
