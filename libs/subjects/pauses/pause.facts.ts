import type { RecordedEvent } from '#kernel/event.js';
import type { Facts } from '../facts.js';
import type { PauseEvent } from './pause.events.js';

/** A pause is a document as long as it lasts. */
export const pauseFacts: Facts<RecordedEvent> = {
  of: (event) => event,
  fold: () => ({
    fold: async (events) => ({
      facts: [],
      documents: events.map((event) => {
        const { channelId: id, ...data } = event.data as PauseEvent['data'] & object;
        const { position, recordedAt } = event;
        const body = event.type === 'ChannelPaused' ? { ...data, position, recordedAt } : null;
        return { collection: 'pauses', document: { id, fields: {}, body } };
      }),
    }),
    reset: () => undefined,
  }),
};
