import type { ForecastAccuracy } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { writtenAs } from '../book/answer.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { ForecastShown } from './forecast-shown.js';
import { useForecastTexts } from './forecast-texts.js';
import { percent } from './foretold.js';

/** A forecast as it was made, and what came of it since. */
export function OneForecast({ id }: { readonly id: string }) {
  const { name, format } = useSpeech();
  const said = useForecastTexts();
  const asked = useAnswer(id, (signal) => server.showForecast(id, {}, { signal }));
  const graded = useAnswer(id, (signal) => server.showForecastAccuracy(id, {}, { signal }));
  const { question, asOf, madeAt } = asked.value ?? {};
  return (
    <>
      <div class="place-head">
        <h1>{question === undefined ? said('forecasts') : `${said('foretold')}: ${name(question.metric)}`}</h1>
        <p class="fine">
          {asOf !== undefined && `${said('asOf')} ${format.day(asOf)}`}
          {madeAt !== undefined && ` · ${said('madeAt')} ${format.instant(madeAt)}`} ·{' '}
          <a href="/forecasts">{said('all')}</a>
        </p>
      </div>
      <p class="help">{said('trust')}</p>
      <section class="card is-wide">
        <header>
          <h2>{said('accuracy')}</h2>
          <p class="fine">{said('accuracy.is')}</p>
        </header>
        <Said asked={graded}>{(accuracy) => <Accuracy accuracy={accuracy} />}</Said>
      </section>
      <Said asked={asked}>
        {({ numbers, question: { metric, grain, method } }) => (
          <ForecastShown forecast={numbers} metric={metric} grain={grain} method={method} />
        )}
      </Said>
    </>
  );
}

/** Each period against what came: how much of the miss became known late, and how much the method missed. */
function Accuracy({ accuracy }: { readonly accuracy: ForecastAccuracy }) {
  const { t, format } = useSpeech();
  const said = useForecastTexts();
  const { periods, sMAPE, meanAbsoluteError, metric, unit, points } = accuracy;
  const about = { unit, ...writtenAs(metric, undefined, useBook()) };
  const figure = (value: string | null): string => format.figure(value, { ...about, type: 'decimal' });
  const change = (value: string | null): string =>
    value === null ? '–' : format.signed(value, unit, about.currency ?? undefined);
  const levels = Object.keys(points[0]?.inside ?? {});
  return (
    <>
      <p>
        {periods === 0
          ? said('accuracy.none')
          : said('accuracy.sum', {
              count: periods,
              smape: format.count(sMAPE === null ? null : Math.round(sMAPE * 10) / 10),
              error: figure(meanAbsoluteError === null ? null : String(Math.round(meanAbsoluteError * 100) / 100)),
            })}
      </p>
      <Rows
        caption={said('accuracy')}
        columns={[
          t('period'),
          ...[said('foretold'), said('actual'), said('error'), said('late'), said('model')].map((one) => `#${one}`),
          ...levels.map((level) => said('inside', { level: percent(level) })),
        ]}
        rows={points.map(({ bucket, isOver, mean, actual, error, lateFacts, model, inside }) => [
          `${format.period(bucket)}${isOver ? '' : ` (${said('running')})`}`,
          figure(mean),
          figure(actual),
          ...[error, lateFacts, model].map(change),
          ...levels.map((level) => insideSaid(inside[level], said)),
        ])}
      />
    </>
  );
}

function insideSaid(inside: boolean | null | undefined, said: ReturnType<typeof useForecastTexts>): string {
  if (inside === null || inside === undefined) return '–';
  return said(inside ? 'yes' : 'no');
}
