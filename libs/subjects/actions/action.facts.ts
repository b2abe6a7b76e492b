import type { RecordedEvent } from '#kernel/event.js';
import { positionId } from '#kernel/position-id.js';
import type { Facts } from '../facts.js';
import type { Plans } from '../automations/doing/doings.js';
import type { ActionEvent, Decided, Messages } from './action.events.js';
import type { Reason } from './decision.js';

/** Permanent: one per decision, id = its position as 16 digits. */
export const DECISIONS = 'action_decisions';

export type KeptDecision = Decided & Messages & { readonly reason?: Reason } & Partial<Plans>;

type Recorded = RecordedEvent & ActionEvent;

export const actionFacts: Facts<Recorded> = {
  of: (event) => event as Recorded,
  fold: () => ({
    fold: async (events) => ({
      facts: [],
      documents: events.map(({ data, position }) => {
        const fields = { automation: data.automation, customer: data.customer };
        return { collection: DECISIONS, document: { id: positionId(position), fields, body: data } };
      }),
    }),
    reset: () => undefined,
  }),
};
