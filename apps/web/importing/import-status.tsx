import type { Import } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { useImportTexts, type ImportText } from './import-texts.js';
import { RefusedRows } from './refused-rows.js';

const STATES: Readonly<Partial<Record<Import['state'], ImportText>>> = {
  reading: 'reading',
  recording: 'recording',
  projecting: 'projecting',
};

interface RunningProps {
  /** Undefined while the file is being sent. */
  readonly status: Import | undefined;
  readonly isTrial: boolean;
  readonly onStop: () => void;
}

/** How far an import is, and a way to stop it. */
export function Running({ status, isTrial, onStop }: RunningProps) {
  const { format } = useSpeech();
  const said = useImportTexts();
  const state = isTrial && status?.state === 'recording' ? 'trying' : STATES[status?.state ?? 'done'];
  const doing = said(state ?? 'sending');
  // Where it has not begun, nobody knows how far it is.
  const known = status === undefined || status.progress === 0 ? {} : { value: status.progress };
  return (
    <>
      <p class="fine">{doing}</p>
      <progress aria-label={doing} {...known} />
      {status !== undefined && (
        <p role="status" class="fine">
          {said('rate', { count: format.count(status.facts), rate: format.count(status.rate) })}
          {status.secondsLeft !== null && ` ${said('left', { seconds: format.count(status.secondsLeft) })}`}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={onStop}>
          {said('stop')}
        </button>
      </div>
    </>
  );
}

/** What became of the facts of a file, or would become of them. */
export function Outcome({ status, isTrial }: { readonly status: Import; readonly isTrial: boolean }) {
  const { format } = useSpeech();
  const said = useImportTexts();
  const { accepted, duplicates, rejected, types, state, error } = status;
  const counts = {
    accepted: format.count(accepted),
    duplicates: format.count(duplicates),
    rejected: format.count(rejected),
  };
  return (
    <div role="status">
      {error !== undefined && <p class="failed">{error.detail}</p>}
      {state === 'stopped' && <p>{said('stopped')}</p>}
      <p>
        <strong>{said(isTrial ? 'would' : 'done', counts)}</strong>
      </p>
      {Object.keys(types).length > 0 && (
        <p class="fine">
          {Object.entries(types)
            .map(([type, count]) => `${type} ${format.count(count)}`)
            .join(' · ')}
        </p>
      )}
      {rejected > 0 && <RefusedRows status={status} />}
    </div>
  );
}
