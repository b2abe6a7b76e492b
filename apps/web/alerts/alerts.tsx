import { useState } from 'preact/hooks';
import type { AlertList } from '#client/index.js';
import { go, withParameters, type Address } from '../address.js';
import { useLive } from '../asking/live.js';
import { Paged, usePages } from '../asking/pages.js';
import { server } from '../asking/server.js';
import { LiveMark } from '../parts/live-mark.js';
import { Select } from '../parts/select.js';
import { Acting, type Act } from './acting.js';
import { useAlertTexts } from './alert-texts.js';
import { AlertForm } from './alert-form.js';
import { AlertItem } from './alert-item.js';

const PAGE = 50;
const STATES = ['firing', 'acknowledged', 'snoozed', 'ok'] as const;

/** All alerts, or those in a state, each with its parts that fire; they follow as facts arrive. */
export function Alerts({ address }: { readonly address: Address }) {
  const said = useAlertTexts();
  const [act, setAct] = useState<Act>();
  const state = STATES.find((one) => one === address.search.get('state'));
  const pages = usePages<AlertList>(state ?? '', (cursor, signal) =>
    server.listAlerts(
      { limit: PAGE, ...(state !== undefined && { state }), ...(cursor !== undefined && { cursor }) },
      { signal },
    ),
  );
  const isLost = useLive(pages, isOfAlerts);
  if (address.search.has('new')) return <AlertForm />;
  return (
    <>
      <div class="place-head">
        <h1>{said('alerts')}</h1>
        <p class="fine">{said('are')}</p>
        <LiveMark isLost={isLost} />
      </div>
      <div class="answer-head">
        <Select
          label={said('state')}
          value={state ?? ''}
          options={[['', said('any')], ...STATES.map((one) => [one, said(`state.${one}`)] as const)]}
          onChange={(chosen) => go(withParameters(address, { state: chosen }))}
        />
        <div class="actions">
          <a class="button" href="/alerts?new=1">
            {said('make')}
          </a>
        </div>
      </div>
      <Paged pages={pages}>
        {(all) => {
          const alerts = all.flatMap((page) => page.alerts);
          if (alerts.length === 0) return <p class="nothing">{said(state === undefined ? 'none' : 'noneSuch')}</p>;
          return (
            <ul class="things">
              {alerts.map((alert) => (
                <AlertItem key={alert.id} alert={alert} onAct={setAct} />
              ))}
            </ul>
          );
        }}
      </Paged>
      {act !== undefined && (
        <Acting
          act={act}
          onClose={(isDone) => {
            setAct(undefined);
            if (isDone) pages.again();
          }}
        />
      )}
    </>
  );
}

/** Whether something was recorded that changes how alerts stand. */
export function isOfAlerts(events: Readonly<Record<string, number>> | undefined): boolean {
  return events === undefined || Object.keys(events).some((type) => type.startsWith('Alert'));
}
