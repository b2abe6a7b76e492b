import type { Alert, AlertFiring, AlertHistory } from '#client/index.js';
import { useLive } from '../asking/live.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { useBook } from '../book/about-book.js';
import { useSpeech } from '../page-means.js';
import { useAlertTexts } from './alert-texts.js';
import { isOfAlerts } from './alerts.js';
import { usePartName } from './use-part-name.js';
import { comparedAs } from './watch.js';

const PAGE = 50;

interface HistoryProps {
  readonly alert: Alert;
  /** Another whenever somebody has done something here. */
  readonly turn: number;
}

/** Each time that an alert fired, with what people said; and where it would have fired, had facts come in time. */
export function History({ alert, turn }: HistoryProps) {
  const said = useAlertTexts();
  const pages = usePages<AlertHistory>(`${alert.id} ${String(turn)}`, (cursor, signal) =>
    server.showAlertHistory(alert.id, { limit: PAGE, ...(cursor !== undefined && { cursor }) }, { signal }),
  );
  useLive(pages, isOfAlerts);
  return (
    <section class="card space-above">
      <header>
        <h2>{said('history')}</h2>
      </header>
      <Paged pages={pages}>
        {(all) => {
          const firings = all.flatMap((page) => page.firings);
          return (
            <>
              {firings.length === 0 ? (
                <p class="nothing">{said('history.none')}</p>
              ) : (
                <Firings alert={alert} firings={firings} />
              )}
              {all[0].wouldHaveFired.length > 0 && <WouldHaveFired alert={alert} days={all[0].wouldHaveFired} />}
            </>
          );
        }}
      </Paged>
    </section>
  );
}

function Firings({ alert, firings }: { readonly alert: Alert; readonly firings: readonly AlertFiring[] }) {
  const { format } = useSpeech();
  const said = useAlertTexts();
  const nameOf = usePartName();
  const about = comparedAs(alert, useBook());
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={said('history')}>
      <table class="figures">
        <caption class="unseen">{said('history')}</caption>
        <thead>
          <tr>
            <th scope="col">{said('history.fired')}</th>
            <th scope="col">{said('part')}</th>
            <th scope="col" class="is-number">
              {said('value')}
            </th>
            <th scope="col">{said('history.threshold')}</th>
            <th scope="col">{said('history.over')}</th>
            <th scope="col">{said('history.notes')}</th>
          </tr>
        </thead>
        <tbody>
          {firings.map(({ part, occasion, value, threshold, firedFor, resolved, notes }) => (
            <tr key={`${part} ${String(occasion)}`}>
              <th scope="row">{format.day(firedFor)}</th>
              <td>{nameOf(alert, part)}</td>
              <td class="is-number">{format.figure(value, about)}</td>
              <td>{threshold}</td>
              <td>{resolved === undefined ? said('history.still') : format.day(resolved.for)}</td>
              <td>
                <Notes notes={notes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Notes({ notes }: Pick<AlertFiring, 'notes'>) {
  const { format } = useSpeech();
  const said = useAlertTexts();
  return (
    <ul class="notes">
      {notes.map(({ kind, at, by, until, to, text }, i) => (
        <li key={i}>
          {said(`note.${kind}`, {
            until: until === undefined ? '' : format.instant(until),
            to: to ?? '',
            text: text ?? '',
          })}{' '}
          <span class="fine">{[by, format.instant(at)].filter((one) => one !== undefined).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

function WouldHaveFired({ alert, days }: { readonly alert: Alert; readonly days: AlertHistory['wouldHaveFired'] }) {
  const { format } = useSpeech();
  const said = useAlertTexts();
  const nameOf = usePartName();
  const about = comparedAs(alert, useBook());
  return (
    <>
      <h3>{said('history.would')}</h3>
      <p class="fine">{said('history.would.are')}</p>
      <div class="table-box" tabIndex={0} role="region" aria-label={said('history.would')}>
        <table class="figures">
          <caption class="unseen">{said('history.would')}</caption>
          <thead>
            <tr>
              <th scope="col">{said('day')}</th>
              <th scope="col">{said('part')}</th>
              <th scope="col" class="is-number">
                {said('value')}
              </th>
              <th scope="col">{said('history.known')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, part, value, knownSince }) => (
              <tr key={`${day} ${part}`}>
                <th scope="row">{format.day(day)}</th>
                <td>{nameOf(alert, part)}</td>
                <td class="is-number">{format.figure(value, about)}</td>
                <td>{format.day(knownSince)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
