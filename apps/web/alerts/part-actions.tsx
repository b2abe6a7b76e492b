import type { Alert, AlertPart } from '#client/index.js';
import type { Act } from './acting.js';
import { useAlertTexts } from './alert-texts.js';
import { useCalled } from './use-part-name.js';

const ACTS = ['acknowledge', 'snooze', 'assign', 'comment'] as const;

interface PartActionsProps {
  readonly alert: Alert;
  readonly part: AlertPart;
  readonly onAct: (act: Act) => void;
}

/** What somebody can do about a part that has fired. */
export function PartActions({ alert, part: { part, state }, onAct }: PartActionsProps) {
  const said = useAlertTexts();
  const called = useCalled()(alert, part);
  if (state === 'ok') return null;
  return (
    <div class="row-actions">
      {ACTS.filter((what) => what !== 'acknowledge' || state === 'firing').map((what) => (
        <button key={what} type="button" class="quiet" onClick={() => onAct({ alert, part, what })}>
          {said(what)}
          <span class="unseen"> {called}</span>
        </button>
      ))}
    </div>
  );
}
