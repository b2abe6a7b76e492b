import type { RecordedEvent } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Document, Views } from '#kernel/ports/views.js';
import type { Ground } from '#kernel/projection.js';
import type { Facts } from '../facts.js';
import type { AboutEvent, CloudEventEvent, FactOfEvent } from './cloud-event.events.js';

/** Permanent: one per event that was quarantined, id = the position it was at as 16 digits; and where that of an event is. */
export const QUARANTINE = 'quarantine';
export const QUARANTINE_PLACES = 'quarantine_places';

/** What is kept of one. What was sent is in the collection of what is of a person. */
export type Quarantined = AboutEvent & {
  readonly code: string;
  readonly state: 'quarantined' | 'resubmitted' | 'discarded';
  readonly quarantinedAt: string;
  readonly endedAt?: string;
  readonly endedBy?: string;
  readonly fact?: FactOfEvent;
  readonly position: number;
};

type Recorded = RecordedEvent & CloudEventEvent;

export const cloudEventFacts: Facts<Recorded> = {
  of: (event) => (event.type === 'CloudEventTaken' ? undefined : (event as Recorded)),
  fold: () => ({
    fold: async (events, _recorded, ground) => {
      const kept = new Map<string, Quarantined>();
      for (const event of events) {
        const { id } = event.data;
        const after = changed(kept.get(id) ?? (await keptOf(id, ground)), event);
        if (after !== undefined) kept.set(id, after);
      }
      return { facts: [], documents: [...kept.values()].flatMap(documentsOf) };
    },
    reset: () => undefined,
  }),
};

/** Looked at to count them. */
const COUNTED = 10_000;

/** How many wait, 10,000 at most. */
export async function quarantinedIn(views: Pick<Views, 'find'>): Promise<number> {
  return (await views.find(QUARANTINE, { where: { state: 'quarantined' }, limit: COUNTED })).length;
}

async function keptOf(id: string, ground: Ground): Promise<Quarantined | undefined> {
  const [place] = await ground.get(QUARANTINE_PLACES, [id]);
  if (place === undefined) return undefined;
  const [document] = await ground.get(QUARANTINE, [(place.body as { readonly at: string }).at]);
  return document?.body as Quarantined | undefined;
}

function changed(before: Quarantined | undefined, event: Recorded): Quarantined | undefined {
  const { recordedAt, position, envelope } = event;
  if (event.type === 'CloudEventQuarantined') {
    const { personal: _personal, ...said } = event.data;
    return { ...said, state: 'quarantined', quarantinedAt: recordedAt, position };
  }
  if (before === undefined || event.type === 'CloudEventTaken') return before;
  const by = envelope.actor === undefined ? {} : { endedBy: envelope.actor };
  const end = { ...before, endedAt: recordedAt, ...by };
  return event.type === 'CloudEventDiscarded'
    ? { ...end, state: 'discarded' }
    : { ...end, state: 'resubmitted', fact: event.data.fact };
}

function documentsOf(body: Quarantined): readonly { collection: string; document: Document }[] {
  const at = positionId(body.position);
  const { source, type, state } = body;
  return [
    { collection: QUARANTINE, document: { id: at, fields: { source, state, type }, body } },
    { collection: QUARANTINE_PLACES, document: { id: body.id, fields: {}, body: { at } } },
  ];
}
