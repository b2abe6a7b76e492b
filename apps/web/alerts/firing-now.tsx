import { useState } from 'preact/hooks';
import { useLive } from '../asking/live.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { LiveMark } from '../parts/live-mark.js';
import { Acting, type Act } from './acting.js';
import { useAlertTexts } from './alert-texts.js';
import { AlertItem } from './alert-item.js';
import { isOfAlerts } from './alerts.js';

/** More are in the list. */
const SHOWN = 10;

/** The alerts that fire, for the overview: as of now, whatever day it shows. */
export function FiringNow() {
  const said = useAlertTexts();
  const [act, setAct] = useState<Act>();
  const asked = useAnswer('firing', (signal) => server.listAlerts({ state: 'firing', limit: SHOWN }, { signal }));
  const isLost = useLive(asked, isOfAlerts);
  return (
    <section class="card is-wide">
      <header>
        <h2>{said('firingNow')}</h2>
        <LiveMark isLost={isLost} />
      </header>
      <Said asked={asked}>
        {({ alerts, next }) => (
          <>
            {alerts.length === 0 ? (
              <p class="fine">{said('firingNow.none')}</p>
            ) : (
              <ul class="things">
                {alerts.map((alert) => (
                  <AlertItem key={alert.id} alert={alert} onAct={setAct} />
                ))}
              </ul>
            )}
            <p class="fine">
              <a href={next === null ? '/alerts' : '/alerts?state=firing'}>{said('all')}</a>
            </p>
          </>
        )}
      </Said>
      {act !== undefined && (
        <Acting
          act={act}
          onClose={(isDone) => {
            setAct(undefined);
            if (isDone) asked.again();
          }}
        />
      )}
    </section>
  );
}
