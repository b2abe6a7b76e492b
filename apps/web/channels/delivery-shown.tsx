import type { Delivery } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { useChannelTexts } from './channel-texts.js';

/** A delivery with every attempt. */
export function DeliveryShown({ delivery }: { readonly delivery: Delivery }) {
  const { format } = useSpeech();
  const said = useChannelTexts();
  const { id, channel, subject, state, enqueuedAt, due, attempts, body } = delivery;
  return (
    <>
      <p>
        <span class={`badge is-${state}`}>{said(`state.${state}`)}</span> {channel} · {subject}{' '}
        <span class="fine">
          {said('since')} {format.instant(enqueuedAt)}
          {state === 'waiting' && ` · ${said('due')} ${format.instant(due)}`}
        </span>
      </p>
      {attempts.length > 0 && (
        <ol class="notes">
          {attempts.map(({ at, endedAt, error, note }) => (
            <li key={at}>
              <time dateTime={at}>{format.instant(at)}</time>:{' '}
              {error ?? said(endedAt === undefined ? 'attempt.open' : 'attempt.well')}
              {note !== undefined && <span class="fine"> {note}</span>}
            </li>
          ))}
        </ol>
      )}
      <details class="behind-chart">
        <summary>
          {said('body')}
          <span class="unseen"> {id}</span>
        </summary>
        <p class="fine">{id}</p>
        <pre tabIndex={0}>{JSON.stringify(body, null, 2)}</pre>
      </details>
    </>
  );
}
