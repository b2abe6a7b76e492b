import type { Alert, AlertPart } from '#client/index.js';
import { useAlertTexts } from './alert-texts.js';

export function SeverityMark({ severity }: Pick<Alert, 'severity'>) {
  const said = useAlertTexts();
  return <span class={`badge is-${severity}`}>{said(`severity.${severity}`)}</span>;
}

export function StateMark({ state }: Pick<AlertPart, 'state'>) {
  const said = useAlertTexts();
  return <span class={`badge is-${state}`}>{said(`state.${state}`)}</span>;
}
