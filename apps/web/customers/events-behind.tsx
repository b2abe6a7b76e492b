import type { CustomerWhy } from '#client/index.js';
import { useSpeech } from '../page-means.js';
import { eventName } from '../journal/event-names.js';
import { useWhyTexts } from './why-texts.js';

/** The events that a rule was applied to, shown when somebody wants to see them. */
export function EventsBehind({ events }: { readonly events: CustomerWhy['stage']['events'] }) {
  const said = useWhyTexts();
  const { format, language } = useSpeech();
  return (
    <details class="behind-chart">
      <summary>{said('events', { count: events.length })}</summary>
      <ul class="fine">
        {events.map(({ position, type, stream, occurredAt }) => (
          <li key={position}>
            {format.instant(occurredAt)} {eventName(type, language)} {stream}
          </li>
        ))}
      </ul>
    </details>
  );
}
