import type { Column, QueryAnswer } from '#client/index.js';
import { partOf } from '../book/answer.js';
import { useBook } from '../book/about-book.js';
import { useDrilling } from '../drill/drilling.js';
import { AnswerTable } from '../parts/answer-table.js';
import { Columns } from '../parts/columns.js';
import { useSpeech } from '../page-means.js';

/** The year's revenue, month by month, beside the year before. */
export function Revenue({ answer }: { readonly answer: QueryAnswer }) {
  const { t, format } = useSpeech();
  const book = useBook();
  const { open } = useDrilling();
  const { totals, rows, meta } = answer;
  const asOf = meta.asOf.slice(0, 10);
  const show = ({ name }: Column, row: QueryAnswer['rows'][number] | undefined): void => {
    if (row === undefined) return;
    const part = partOf(answer, row, { to: asOf }, book);
    open({
      metric: name,
      ...part,
      asOf,
      ...(meta.knownAt !== null && { knownAt: meta.knownAt }),
    });
  };
  const change = totals['revenue.net.change'];
  return (
    <section class="card is-wide">
      <header>
        <h2>{t('revenue')}</h2>
        <p class="fine">{t('revenue.of')}</p>
      </header>
      <div class="headline">
        <strong>{format.rounded(totals['revenue.net'])}</strong>
        {typeof change === 'number' && (
          <span class={change < 0 ? 'change is-down' : 'change is-up'}>
            {t(change < 0 ? 'revenue.less' : 'revenue.more', { change: format.percent(Math.abs(change)) })}
          </span>
        )}
      </div>
      <Columns
        names={rows.map((row) => format.period(String(row['month'])))}
        values={rows.map((row) => Number(row['revenue.net'] ?? 0))}
        before={rows.map((row) => Number(row['revenue.net.previous'] ?? 0))}
      />
      <details class="behind-chart">
        <summary>{t('table.months')}</summary>
        <AnswerTable answer={answer} caption={t('revenue')} onCell={show} />
      </details>
    </section>
  );
}
