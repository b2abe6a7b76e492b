import type { Reaction } from '#engine/react/reaction.js';
import { dataOf, eventBody } from '#engine/views/event-body.js';
import { maskedData } from '#figures/journal/masked-data.js';
import type { RecordedEvent } from '#kernel/event.js';
import type { TopicMessage, TopicWriter } from '#kernel/ports/topic.js';
import type { Fact, Ground } from '#subjects/reactions.js';
import { EVENT_TYPES } from '#subjects/tables.js';
import { isTold } from './told-of.js';

/**
 * Tells all that was recorded in a topic, from the first event on: at least once, those of a customer in order. Nothing of a person is
 * told there: nobody is asked who reads it. @param topic its name, under which it is remembered what it has
 */
export function topicReaction(topic: string, writer: Pick<TopicWriter, 'write'>): Reaction<Ground, Fact> {
  return {
    name: `topic.${topic}`,
    follows: 'events',
    begins: 0,
    react: async ({ events }) => {
      const messages = events.filter(({ type }) => isTold(type)).map(messageOf);
      if (messages.length > 0) await writer.write(messages);
      return [];
    },
  };
}

/** As `GET /v1/events` shows it to whoever may not see what is of a person. */
function messageOf(event: RecordedEvent): TopicMessage {
  const { personal, ...data } = dataOf(event);
  const { id, type, key } = event;
  const position = String(event.position);
  const shown = maskedData({ ...event, data }, personal, EVENT_TYPES);
  const value = JSON.stringify({ ...(eventBody(event) as object), position, ...shown });
  return { key, value, headers: { id, type, position, 'content-type': 'application/json' } };
}
