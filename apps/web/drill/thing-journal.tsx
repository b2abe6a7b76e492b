import type { JournalEvent } from '#client/index.js';
import { Said } from '../asking/said.js';
import { server } from '../asking/server.js';
import { useAnswer } from '../asking/use-answer.js';
import { EventList } from '../journal/event-list.js';
import { useSpeech } from '../page-means.js';
import type { Thing } from './drilling.js';

/** All that was recorded of a thing, in the order of the log. */
export function ThingJournal({ thing }: { readonly thing: Thing }) {
  const { t, name } = useSpeech();
  const { kind, id, customerId } = thing;
  const asked = useAnswer(`${kind} ${id}`, (signal) => journalOf(thing, signal));
  const customer = kind === 'customer' ? id : customerId;
  return (
    <section>
      <h3>
        {name(kind)} {id}
      </h3>
      {customer !== null && (
        <p>
          <a href={`/customers/${encodeURIComponent(customer)}`}>{t('customer.show', { id: customer })}</a>
        </p>
      )}
      <Said asked={asked}>{(events) => <EventList events={events} />}</Said>
    </section>
  );
}

async function journalOf({ kind, id, customerId }: Thing, signal: AbortSignal): Promise<readonly JournalEvent[]> {
  const options = { signal };
  if (kind === 'sale') return (await server.showSale(id, {}, options)).journal;
  if (kind === 'interaction') return (await server.showInteraction(id, {}, options)).journal;
  if (kind === 'opportunity') return (await server.showOpportunity(id, {}, options)).journal;
  if (kind === 'customer') return (await server.showTimeline(id, {}, options)).events;
  if (customerId === null) return [];
  const { events } = await server.listEvents({ customerId, limit: 1_000 }, options);
  return events.filter(({ stream }) => stream === `${kind}-${id}`);
}
