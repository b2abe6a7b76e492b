import { useState } from 'preact/hooks';
import type { Alert } from '#client/index.js';
import { withParameters, type Address } from '../address.js';
import { useLive } from '../asking/live.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { useBook } from '../book/about-book.js';
import { LiveMark } from '../parts/live-mark.js';
import type { Write } from '../settings/confirmed-write.js';
import { useWrite } from '../settings/use-write.js';
import { Acting, type Act } from './acting.js';
import { useAlertTexts } from './alert-texts.js';
import { AlertForm } from './alert-form.js';
import { isOfAlerts } from './alerts.js';
import { Backtest } from './backtest.js';
import { History } from './history.js';
import { SeverityMark } from './marks.js';
import { PartsTable } from './parts-table.js';
import { useRuleSaid } from './rule-said.js';
import { yearOf } from './year-of.js';

interface OneAlertProps {
  readonly id: string;
  readonly address: Address;
}

/** An alert, or the form to change it: that stands still, whatever happens meanwhile. */
export function OneAlert({ id, address }: OneAlertProps) {
  return address.search.has('change') ? <ChangedAlert id={id} /> : <FollowedAlert id={id} address={address} />;
}

function ChangedAlert({ id }: Pick<OneAlertProps, 'id'>) {
  const asked = useAnswer(id, (signal) => server.showAlert(id, {}, { signal }));
  return <Said asked={asked}>{(alert) => <AlertForm alert={alert} />}</Said>;
}

/** How the parts of an alert stand, its year as a chart with threshold and firings, and what became of each firing. */
function FollowedAlert({ id, address }: OneAlertProps) {
  const said = useAlertTexts();
  const [turn, setTurn] = useState(0);
  const [isRetired, setIsRetired] = useState(false);
  const asked = useAnswer(id, (signal) => server.showAlert(id, {}, { signal }));
  const changed = (): void => {
    asked.again();
    setTurn((before) => before + 1);
  };
  // Beside what is followed: that is gone as soon as it is retired, and what was recorded is still to be seen.
  const { begin, dialog } = useWrite(() => setIsRetired(true), changed);
  // Any fact may move what is watched; what became of it is recorded as alerts' own events.
  const isLost = useLive(asked);
  if (isRetired)
    return (
      <section>
        <h1>{said('alerts')}</h1>
        <p role="status">
          {said('retired')} <a href="/alerts">{said('all')}</a>
        </p>
      </section>
    );
  return (
    <>
      <div class="place-head">
        <h1>{asked.value?.title ?? said('alerts')}</h1>
        <LiveMark isLost={isLost} />
      </div>
      <Said asked={asked}>
        {(alert) => (
          <>
            <Head alert={alert} address={address} onChanged={changed} onRetire={begin} />
            <Tested alert={alert} turn={turn} />
            <History alert={alert} turn={turn} />
          </>
        )}
      </Said>
      {dialog}
    </>
  );
}

interface HeadProps {
  readonly alert: Alert;
  readonly address: Address;
  readonly onChanged: () => void;
  readonly onRetire: (write: Write) => void;
}

function Head({ alert, address, onChanged, onRetire }: HeadProps) {
  const said = useAlertTexts();
  const sayRule = useRuleSaid(useBook());
  const [act, setAct] = useState<Act>();
  const { id, title, version, judgedAt = '0', parts } = alert;
  const retire = (): void =>
    onRetire({
      title: said('retire.of', { title }),
      body: { id, version },
      send: () => server.retireAlert(id, { ifMatch: version }),
      now: (signal) => server.showAlert(id, {}, { signal }),
    });
  return (
    <>
      <p>
        <SeverityMark severity={alert.severity} /> {sayRule(alert)}{' '}
        {!alert.enabled && <span class="fine">{said('off')}</span>}
      </p>
      <div class="actions">
        <a class="button" href={withParameters(address, { change: '1' })}>
          {said('change')}
        </a>
        <button type="button" onClick={retire}>
          {said('retire')}
        </button>
      </div>
      {parts.length === 0 ? (
        <p class="nothing">{said('calm')}</p>
      ) : (
        <PartsTable alert={alert} parts={parts} onAct={setAct} />
      )}
      <p class="fine">{said('judgedAt', { position: judgedAt, version })}</p>
      {act !== undefined && (
        <Acting
          act={act}
          onClose={(isDone) => {
            setAct(undefined);
            if (isDone) onChanged();
          }}
        />
      )}
    </>
  );
}

function Tested({ alert, turn }: { readonly alert: Alert; readonly turn: number }) {
  const said = useAlertTexts();
  const span = yearOf(useBook());
  const asked = useAnswer(JSON.stringify([alert.id, alert.version, turn]), (signal) =>
    server.backtestAlert(alert.id, span, { signal }),
  );
  useLive(asked, isOfAlerts);
  return (
    <section class="card space-above">
      <header>
        <h2>{said('test')}</h2>
      </header>
      <Said asked={asked}>{(test) => <Backtest test={test} rule={alert} />}</Said>
    </section>
  );
}
