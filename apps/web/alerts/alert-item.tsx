import type { Alert } from '#client/index.js';
import { useBook } from '../book/about-book.js';
import type { Act } from './acting.js';
import { useAlertTexts } from './alert-texts.js';
import { SeverityMark, StateMark } from './marks.js';
import { PartsTable } from './parts-table.js';
import { useRuleSaid } from './rule-said.js';

/** More are on the page of the alert. */
const SHOWN = 10;

/** An alert in a list, with the parts that fire and what can be done about them. */
export function AlertItem({ alert, onAct }: { readonly alert: Alert; readonly onAct: (act: Act) => void }) {
  const said = useAlertTexts();
  const sayRule = useRuleSaid(useBook());
  const firing = alert.parts.filter(({ state }) => state !== 'ok');
  return (
    <li class="card">
      <h2>
        <a href={`/alerts/${encodeURIComponent(alert.id)}`}>{alert.title}</a> <SeverityMark severity={alert.severity} />{' '}
        {firing.length === 0 && <StateMark state="ok" />} {!alert.enabled && <span class="fine">{said('off')}</span>}
      </h2>
      <p class="fine">{sayRule(alert)}</p>
      {firing.length > 0 && <PartsTable alert={alert} parts={firing.slice(0, SHOWN)} onAct={onAct} />}
    </li>
  );
}
