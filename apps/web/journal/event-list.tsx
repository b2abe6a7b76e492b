import { useState } from 'preact/hooks';
import type { JournalEvent } from '#client/index.js';
import { MaskedFields } from '../parts/masked.js';
import { useSpeech } from '../page-means.js';
import { eventName } from './event-names.js';

/** More at once would only be scrolled past. */
const SHOWN = 200;

interface EventListProps {
  readonly events: readonly JournalEvent[];
  /** What an event is about; the stream that it is in where absent. */
  readonly about?: (event: JournalEvent) => string;
}

/** Events with both of their clocks; what they say opens by a click. */
export function EventList({ events, about }: EventListProps) {
  const { t } = useSpeech();
  const [shown, setShown] = useState(SHOWN);
  if (events.length === 0) return <p class="nothing">{t('nothing')}</p>;
  return (
    <>
      <ol class="events">
        {events.slice(0, shown).map((event) => (
          <OneEvent key={event.position} event={event} about={about?.(event)} />
        ))}
      </ol>
      {events.length > shown && (
        <button type="button" class="more" onClick={() => setShown(shown + SHOWN)}>
          {t('more')}
        </button>
      )}
    </>
  );
}

interface OneEventProps {
  readonly event: JournalEvent;
  readonly about?: string | undefined;
}

export function OneEvent({ event, about }: OneEventProps) {
  const { t, language, format } = useSpeech();
  const { position, type, stream, occurredAt, recordedAt, knownSince, emitter, actor, correlationId, data } = event;
  const sent = [emitter, actor, correlationId].filter((one) => one !== undefined);
  return (
    <li>
      <details>
        <summary>
          <strong>{eventName(type, language)}</strong> <span class="stream">{about ?? stream}</span>
          <span class="clock-pair">
            <span>
              {t('happened')} <time dateTime={occurredAt}>{format.instant(occurredAt)}</time>
            </span>
            <span>
              {t(knownSince === undefined ? 'recorded' : 'known')}{' '}
              <time dateTime={recordedAt}>{format.instant(recordedAt)}</time>
            </span>
          </span>
        </summary>
        <p class="fine">
          {t('position')} {position}
          {sent.length > 0 && ` · ${t('sentBy')} ${sent.join(' · ')}`}
        </p>
        <MaskedFields fields={event.masked} />
        <pre tabIndex={0}>{JSON.stringify(data, null, 2)}</pre>
      </details>
    </li>
  );
}
