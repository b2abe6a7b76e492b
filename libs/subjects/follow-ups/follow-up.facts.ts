import type { RecordedEvent } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Document } from '#kernel/ports/views.js';
import type { Ground } from '#kernel/projection.js';
import type { Facts } from '../facts.js';
import type { FollowUpAsked, FollowUpEvent } from './follow-up.events.js';

/** Permanent: one per follow-up, id = the position it was opened at as 16 digits; and where that of an id is. */
export const FOLLOW_UPS_KEPT = 'follow_ups';
export const FOLLOW_UP_PLACES = 'follow_up_places';

/** What is kept of one. What people wrote of it is in the collection of what is of a person. */
export type KeptFollowUp = FollowUpAsked & {
  readonly state: 'open' | 'done' | 'cancelled';
  readonly openedAt: string;
  /** When it was last said to be over. */
  readonly endedAt?: string;
  readonly endedBy?: string;
  readonly position: number;
};

type Recorded = RecordedEvent & FollowUpEvent;

export const followUpFacts: Facts<Recorded> = {
  of: (event) => event as Recorded,
  fold: () => ({
    fold: async (events, _recorded, ground) => {
      const kept = new Map<string, KeptFollowUp>();
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

async function keptOf(id: string, ground: Ground): Promise<KeptFollowUp | undefined> {
  const [place] = await ground.get(FOLLOW_UP_PLACES, [id]);
  if (place === undefined) return undefined;
  const [document] = await ground.get(FOLLOW_UPS_KEPT, [(place.body as { readonly at: string }).at]);
  return document?.body as KeptFollowUp | undefined;
}

function changed(before: KeptFollowUp | undefined, event: Recorded): KeptFollowUp | undefined {
  const { recordedAt, position, envelope } = event;
  if (event.type === 'FollowUpOpened') {
    const { personal: _personal, ...said } = event.data;
    return { ...said, state: 'open', openedAt: recordedAt, position };
  }
  if (before === undefined) return undefined;
  const { endedBy: _before, ...rest } = before;
  const by = envelope.actor === undefined ? {} : { endedBy: envelope.actor };
  return { ...rest, state: event.type === 'FollowUpDone' ? 'done' : 'cancelled', endedAt: recordedAt, ...by };
}

function documentsOf(body: KeptFollowUp): readonly { collection: string; document: Document }[] {
  const at = positionId(body.position);
  const fields = { assignee: body.assignee ?? '', customer: body.customerId, state: body.state };
  return [
    { collection: FOLLOW_UPS_KEPT, document: { id: at, fields, body } },
    { collection: FOLLOW_UP_PLACES, document: { id: body.id, fields: {}, body: { at } } },
  ];
}
