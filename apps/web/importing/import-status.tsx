import type { Import } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import type { Key } from '../words/words.js';

const STATES: Readonly<Partial<Record<Import['state'], Key>>> = {
  reading: 'import.reading',
  recording: 'import.recording',
  projecting: 'import.projecting',
};

interface RunningProps {
  /** Undefined while the file is being sent. */
  readonly status: Import | undefined;
  readonly isTrial: boolean;
  readonly onStop: () => void;
}

/** How far an import is, and a way to stop it. */
export function Running({ status, isTrial, onStop }: RunningProps) {
  const { t, format } = useSpeech();
  const state = isTrial && status?.state === 'recording' ? 'import.trying' : STATES[status?.state ?? 'done'];
  const said = t(state ?? 'import.sending');
  // Where it has not begun, nobody knows how far it is.
  const known = status === undefined || status.progress === 0 ? {} : { value: status.progress };
  return (
    <>
      <p class="fine">{said}</p>
      <progress aria-label={said} {...known} />
      {status !== undefined && (
        <p role="status" class="fine">
          {t('import.rate', { count: format.count(status.facts), rate: format.count(status.rate) })}
          {status.secondsLeft !== null && ` ${t('import.left', { seconds: format.count(status.secondsLeft) })}`}
        </p>
      )}
      <div class="actions">
        <button type="button" onClick={onStop}>
          {t('import.stop')}
        </button>
      </div>
    </>
  );
}

/** What became of the facts of a file, or would become of them. */
export function Outcome({ status, isTrial }: { readonly status: Import; readonly isTrial: boolean }) {
  const { t, format } = useSpeech();
  const { accepted, duplicates, rejected, types, state, error } = status;
  const counts = {
    accepted: format.count(accepted),
    duplicates: format.count(duplicates),
    rejected: format.count(rejected),
  };
  return (
    <div role="status">
      {error !== undefined && <p class="failed">{error.detail}</p>}
      {state === 'stopped' && <p>{t('import.stopped')}</p>}
      <p>
        <strong>{t(isTrial ? 'import.would' : 'import.done', counts)}</strong>
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

function RefusedRows({ status: { errors, rejected } }: { readonly status: Import }) {
  const { t, format } = useSpeech();
  const caption = t('import.refused', { count: format.count(rejected) });
  return (
    <>
      <p>{caption}</p>
      <div class="table-box" tabIndex={0} role="region" aria-label={caption}>
        <table class="figures">
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" class="is-number">
                {t('import.line')}
              </th>
              <th scope="col">{t('import.why')}</th>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.value')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map(({ line, detail, column, value }, i) => (
              <tr key={i}>
                <td class="is-number">{line ?? ''}</td>
                <td>{detail}</td>
                <td>{column ?? ''}</td>
                <td>{value ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rejected > errors.length && <p class="fine">{t('import.first', { count: errors.length })}</p>}
    </>
  );
}
