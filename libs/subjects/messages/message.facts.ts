import type { RecordedEvent } from '#kernel/event.js';
import type { Facts } from '../facts.js';
import { positionId } from '#kernel/position-id.js';

/** A message is a document, under its position: the last ones are found from the end. */
export const messageFacts: Facts<RecordedEvent> = {
  of: (event) => event,
  fold: () => ({
    fold: async (events) => ({
      facts: [],
      documents: events.map(({ data, position, recordedAt }) => {
        const { channel } = data as { readonly channel: string };
        const body = { ...data, position, recordedAt };
        return { collection: 'messages', document: { id: positionId(position), fields: { channel }, body } };
      }),
    }),
    reset: () => undefined,
  }),
};
