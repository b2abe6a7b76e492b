import type { Column, QueryAnswer } from '#client/index.js';
import { partOf } from '../book/answer.js';
import { useBook } from '../book/about-book.js';
import { useDrilling, type Cell } from '../drill/drilling.js';
import { AnswerTable } from '../parts/answer-table.js';
import { Sparkline } from '../parts/sparkline.js';
import { useSpeech } from '../page-means.js';

const STEPS = [
  { metric: 'customers.opening', sign: '' },
  { metric: 'customers.new', sign: '+' },
  { metric: 'customers.reactivated', sign: '+' },
  { metric: 'customers.lost', sign: '−' },
  { metric: 'customers.closing', sign: '=' },
] as const;

/** The month's customers as a sum that comes out: opening + new + reactivated - lost = closing. */
export function CustomersLedger({ answer }: { readonly answer: QueryAnswer }) {
  const { t, name, format } = useSpeech();
  const book = useBook();
  const { open } = useDrilling();
  const month = answer.rows.at(-1);
  const cellOf = (metric: string, row: QueryAnswer['rows'][number]): Cell => ({
    metric,
    ...partOf(answer, row, { to: answer.meta.asOf.slice(0, 10) }, book),
    asOf: answer.meta.asOf,
    ...(answer.meta.knownAt !== null && { knownAt: answer.meta.knownAt }),
  });
  const show = ({ name: metric }: Column, row: QueryAnswer['rows'][number] | undefined): void => {
    if (row !== undefined) open(cellOf(metric, row));
  };
  if (month === undefined) return null;
  return (
    <section class="card is-wide">
      <header>
        <h2>{t('activeCustomers')}</h2>
        <p class="fine">{t('activeCustomers.of', { month: format.period(String(month['month'])) })}</p>
      </header>
      <ol class="ledger">
        {STEPS.map(({ metric, sign }) => (
          <li key={metric} class={sign === '=' ? 'is-sum' : ''}>
            {sign !== '' && (
              <span class="sign" aria-hidden="true">
                {sign}
              </span>
            )}
            <button type="button" class="figure" onClick={() => open(cellOf(metric, month))}>
              <span class="figure-value">{format.count(month[metric])}</span>
              <span class="figure-name">{name(metric)}</span>
            </button>
          </li>
        ))}
      </ol>
      <Sparkline values={answer.rows.map((row) => Number(row['customers.closing'] ?? 0))} />
      <details class="behind-chart">
        <summary>{t('table.months')}</summary>
        <AnswerTable answer={answer} caption={t('activeCustomers')} onCell={show} />
      </details>
    </section>
  );
}
