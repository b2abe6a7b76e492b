import type { Forecast } from '#client/index.js';
import { useBook } from '../book/about-book.js';
import { writtenAs, type Shown } from '../book/answer.js';
import { Chart } from '../charts/chart.js';
import { AnswerTable } from '../parts/answer-table.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useForecastTexts } from './forecast-texts.js';
import { foretoldShown, percent, SHOWN_PERIODS } from './foretold.js';

type Numbers = Pick<
  Forecast,
  'history' | 'points' | 'method' | 'backtest' | 'warnings' | 'incomplete' | 'meta' | 'pipeline'
>;

interface ForecastShownProps {
  readonly forecast: Numbers;
  readonly metric: string;
  readonly grain: string;
  /** As it was asked for. */
  readonly method: string;
}

/** What may come as chart and table, how good the method was before, and why not to trust it. */
export function ForecastShown({ forecast, metric, grain, method }: ForecastShownProps) {
  const { name, format } = useSpeech();
  const said = useForecastTexts();
  const book = useBook();
  const { history, warnings, incomplete, pipeline } = forecast;
  const { unit = '' } = book.metrics.find((one) => one.name === metric) ?? {};
  const meta: Shown['meta'] = forecast.meta ?? {
    ...{ position: book.position, asOf: book.today, knownAt: null, incomplete: [], currency: book.currency },
  };
  const { chart, table, bands } = foretoldShown(forecast, {
    grain,
    column: { name: metric, unit, ...writtenAs(metric, undefined, book) },
    meta,
    naming: {
      foretold: said('foretold'),
      low: (level) => said('low', { level }),
      high: (level) => said('high', { level }),
      band: (level) => said('band', { level }),
    },
  });
  const isAsked = method === 'auto' ? forecast.method === 'theta+damped' : forecast.method === method;
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning} class="notice">
          {said(`warning.${warning}`)}
        </p>
      ))}
      {chart.rows.length > 0 && <Chart answer={chart} kind="line" bands={bands} />}
      <p class="fine">
        {said(isAsked ? 'used' : 'fallback', { method: said(`method.${forecast.method}`) })}{' '}
        {history.length > SHOWN_PERIODS && said('last', { count: SHOWN_PERIODS })}{' '}
        {incomplete.length > 0 && said('left', { periods: incomplete.map((one) => format.period(one)).join(', ') })}
      </p>
      {pipeline !== undefined && (
        <p>
          {said('pipeline.is', {
            value: format.money(pipeline.value),
            weighted: format.money(pipeline.weighted),
            expected: format.money(pipeline.expected),
            beyond: format.money(pipeline.beyond),
          })}
        </p>
      )}
      <AnswerTable answer={table} caption={name(metric)} />
      <Backtest forecast={forecast} />
    </>
  );
}

/** How the method would have done, beside what it costs nothing to say. */
function Backtest({ forecast: { backtest, method } }: { readonly forecast: Numbers }) {
  const { format } = useSpeech();
  const said = useForecastTexts();
  const { origins, coverage, naive } = backtest;
  const error = (value: number | null): string => (value === null ? '–' : `${format.count(round(value))} %`);
  const scaled = (value: number | null): string => format.count(value === null ? null : round(value));
  const levels = Object.keys(coverage);
  if (origins === 0) return <p class="fine">{said('backtest.none')}</p>;
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('backtest')}</h2>
        <p class="fine">{said('backtest.is', { count: origins })}</p>
      </header>
      <Rows
        caption={said('backtest')}
        columns={[
          said('method'),
          `#${said('smape')}`,
          `#${said('mase')}`,
          ...levels.map((level) => `#${said('inside', { level: percent(level) })}`),
        ]}
        rows={[
          [
            said(`method.${method}`),
            error(backtest.sMAPE),
            scaled(backtest.MASE),
            ...levels.map((level) => format.percent(coverage[level])),
          ],
          [said('naive'), error(naive.sMAPE), scaled(naive.MASE), ...levels.map(() => '–')],
        ]}
      />
      <p class="fine">{said('smape.is')}</p>
    </section>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
