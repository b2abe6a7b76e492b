import { useState } from 'preact/hooks';
import type { Closing, Restatements } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { monthStart } from '../book/calendar.js';
import { Form } from '../parts/form.js';
import { Panel } from '../parts/panel.js';
import { useSpeech } from '../page-means.js';
import { TextField } from './fields.js';
import { useWrite } from './use-write.js';

/** Periods whose figures were kept, and what came later. */
export function ClosedPeriods() {
  const { t, format } = useSpeech();
  const { today } = useBook();
  const asked = useAnswer('closings', (signal) => server.listClosings({}, { signal }));
  const [period, setPeriod] = useState(monthStart(today, -1).slice(0, 7));
  const { begin, dialog } = useWrite(asked.again);
  const [shown, setShown] = useState<Closing>();
  return (
    <section class="card is-wide">
      <header>
        <h2>{t('closings')}</h2>
        <p class="fine">{t('closings.are')}</p>
      </header>
      <Form
        class="search"
        onSubmit={() => {
          const send = () => server.closePeriod(period, {});
          begin({ title: t('closings.close', { period }), body: { period }, send });
        }}
      >
        <TextField label={t('period')} value={period} onChange={setPeriod} hint="2024-03" />
        <button type="submit">{t('closings.do')}</button>
      </Form>
      <Said asked={asked}>
        {({ closings }) =>
          closings.length === 0 ? (
            <p class="nothing">{t('closings.none')}</p>
          ) : (
            <ul class="links">
              {closings.toReversed().map((closing) => (
                <li key={closing.position}>
                  <button type="button" class="link" onClick={() => setShown(closing)}>
                    {closing.period}
                  </button>
                  <span class="fine">
                    {t('closings.at', {
                      number: closing.number,
                      at: format.instant(closing.closedAt),
                      digest: (closing.digest ?? '').slice(0, 12),
                    })}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Said>
      {shown !== undefined && (
        <Panel title={t('restatements', { period: shown.period })} onClose={() => setShown(undefined)}>
          <Later period={shown.period} />
        </Panel>
      )}
      {dialog}
    </section>
  );
}

/** What the figures of a closed period would be today, where that differs. */
function Later({ period }: { readonly period: string }) {
  const { t, name, format } = useSpeech();
  const { metrics } = useBook();
  const asked = useAnswer(period, (signal) => server.listRestatements(period, {}, { signal }));
  const written = (metric: string, value: string | number | null): string => {
    const { type = 'decimal', unit = '' } = metrics.find((one) => one.name === metric) ?? {};
    return format.exact(value, { type, unit });
  };
  return (
    <Said asked={asked}>
      {({ changes, facts, next }: Restatements) =>
        changes.length === 0 ? (
          <p class="nothing">{t('restatements.none')}</p>
        ) : (
          <>
            <p>{t(next === null ? 'restatements.facts' : 'restatements.factsOrMore', { count: facts.length })}</p>
            <table class="figures">
              <thead>
                <tr>
                  <th scope="col">{t('metric')}</th>
                  <th scope="col" class="is-number">
                    {t('restatements.closed')}
                  </th>
                  <th scope="col" class="is-number">
                    {t('restatements.now')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {changes.map(({ metric, closed, now }) => (
                  <tr key={metric}>
                    <th scope="row">{name(metric)}</th>
                    <td class="is-number">{written(metric, closed)}</td>
                    <td class="is-number">{written(metric, now)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }
    </Said>
  );
}
