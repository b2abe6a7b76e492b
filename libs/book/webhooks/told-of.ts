import { dataOf } from '#engine/views/event-body.js';
import { maskedData } from '#figures/journal/masked-data.js';
import type { RecordedEvent } from '#kernel/event.js';
import { Problem } from '#kernel/problem.js';
import { refusing } from '#kernel/shown.js';
import type { ContentRules } from '#ledger/content-rules.js';
import { ACCESS_EVENTS } from '#subjects/access/access.events.js';
import { MESSAGE_EVENTS } from '#subjects/messages/message.events.js';
import { EVENT_TYPES } from '#subjects/tables.js';
import type { WebhookSaid } from '#subjects/webhooks/webhook.input.js';
import { ALL_FACTS } from '#subjects/webhooks/webhook.js';
import { isTrueOf } from '#subjects/webhooks/where.js';

/** Who may what is nobody's outside, and what is kept in inboxes may be what somebody was told of an event. */
const UNTOLD = new Set([...Object.keys(ACCESS_EVENTS), ...Object.keys(MESSAGE_EVENTS)]);

const TOLD: ReadonlySet<string> = new Set(Object.keys(EVENT_TYPES).filter((type) => !UNTOLD.has(type)));

/** Whether anybody outside is told of events of a type. */
export function isTold(type: string): boolean {
  return TOLD.has(type);
}

/** Whether whoever said this is told of an event. It goes by nothing personal, so that it is the same for ever and tells nothing of a person. */
export function isToldOf({ types, where }: WebhookSaid, event: RecordedEvent): boolean {
  const { type } = event;
  if (!isTold(type)) return false;
  const isFact = EVENT_TYPES[type]?.isSetting !== true;
  if (!types.includes(type) && !(isFact && types.includes(ALL_FACTS))) return false;
  if (where === undefined) return true;
  const { personal, ...data } = dataOf(event);
  return isTrueOf(where, event, maskedData({ ...event, data }, personal, EVENT_TYPES).data);
}

/** What content has to mean, and of a webhook that there are events of its types, and that it does not begin in what is to come. */
export function withEventsKnown(rules: ContentRules, log: { tail(): Promise<number> }): ContentRules {
  return {
    ...rules,
    webhook: async (content: never, id) => {
      await rules['webhook']?.(content, id);
      const { types, from } = content as WebhookSaid;
      types.forEach((type, i) => {
        if (type !== ALL_FACTS && !TOLD.has(type))
          throw refused(`types[${String(i)}]`, type, `must be ${ALL_FACTS} or one of ${[...TOLD].join(', ')}`);
      });
      const tail = await log.tail();
      if (from !== undefined && Number(from) > tail + 1)
        throw refused('from', from, `must not lie beyond the end of the log, which is ${String(tail)}`);
    },
  };
}

function refused(field: string, value: string, wrong: string): Problem {
  const detail = refusing(value, wrong);
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
