import type { ForecastList } from '#client/index.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { Rows } from '../parts/rows.js';
import { useSpeech } from '../page-means.js';
import { useForecastTexts } from './forecast-texts.js';

const PAGE = 20;

/** Forecasts that are kept, those as of the latest days first. */
export function KeptForecasts() {
  const { t, name, format } = useSpeech();
  const said = useForecastTexts();
  const pages = usePages<ForecastList>('kept', (cursor, signal) =>
    server.listForecasts({ limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  return (
    <section class="card is-wide space-above">
      <header>
        <h2>{said('kept')}</h2>
        <p class="fine">{said('kept.are')}</p>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const forecasts = all.flatMap((page) => page.forecasts);
          if (forecasts.length === 0) return <p class="nothing">{said('kept.none')}</p>;
          return (
            <Rows
              caption={said('kept')}
              columns={[t('metric'), said('asOf'), t('grain'), `#${said('horizon')}`, said('method'), said('madeAt')]}
              rows={forecasts.map(({ id, question, asOf, method, madeAt }) => [
                <a key={id} href={`/forecasts/${encodeURIComponent(id)}`}>
                  {name(question.metric)}
                  <span class="unseen"> {format.day(asOf)}</span>
                </a>,
                format.day(asOf),
                name(question.grain),
                format.count(question.horizon),
                said(`method.${method}`),
                format.instant(madeAt),
              ])}
            />
          );
        }}
      </Paged>
    </section>
  );
}
