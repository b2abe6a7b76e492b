import type { QueryAnswer } from '#client/index.js';
import { useDrilling, type Cell } from '../drill/drilling.js';
import { monthStart } from '../book/calendar.js';
import { useSpeech } from '../page-means.js';

const OPEN = ['opportunities.open', 'pipeline.value', 'pipeline.weighted'] as const;
const CLOSED = ['opportunities.won', 'opportunities.lost', 'win_rate'] as const;

/** What may still be sold, and how much of it was in the year before. */
export function Pipeline({ answer }: { readonly answer: QueryAnswer }) {
  const { t, name, format } = useSpeech();
  const { open } = useDrilling();
  const { columns, totals, meta } = answer;
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
  const line = (metric: Cell['metric']) => {
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
  };
  return (
    <section class="card">
      <header>
        <h2>{t('pipeline')}</h2>
      </header>
      <dl class="facts">{OPEN.map(line)}</dl>
      <h3>{t('pipeline.closed')}</h3>
      <dl class="facts">{CLOSED.map(line)}</dl>
    </section>
  );
}
