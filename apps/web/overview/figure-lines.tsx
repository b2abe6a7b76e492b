import type { QueryAnswer } from '#client/index.js';
import { useDrilling, type Cell } from '../drill/drilling.js';
import { monthStart } from '../book/calendar.js';
import { useSpeech } from '../page-means.js';

interface FigureLinesProps {
  /** Of the year that ends with its day. */
  readonly answer: QueryAnswer;
  readonly metrics: readonly Cell['metric'][];
}

/** Totals of an answer, a line each, that lead to what is behind them. */
export function FigureLines({ answer: { columns, totals, meta }, metrics }: FigureLinesProps) {
  const { name, format } = useSpeech();
  const { open } = useDrilling();
  const asOf = meta.asOf.slice(0, 10);
  const show = (metric: Cell['metric']): void =>
    open({
      metric,
      where: {},
      from: monthStart(asOf, -11),
      to: asOf,
      asOf,
      ...(meta.knownAt !== null && { knownAt: meta.knownAt }),
    });
  return (
    <dl class="facts">
      {metrics.map((metric) => {
        const column = columns.find((one) => one.name === metric);
        const value = totals[metric];
        return (
          <div key={metric}>
            <dt>{name(metric)}</dt>
            <dd>
              {column === undefined || value === null ? (
                '–'
              ) : (
                <button type="button" class="cell" onClick={() => show(metric)}>
                  {format.figure(value, column)}
                </button>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
