import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { PERSONAL } from '#figures/journal/journal-documents.js';
import { INSTANT, named, NEXT, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import type { Document } from '#kernel/ports/views.js';
import { present } from '#ledger/command.js';
import { reads } from '../read.js';
import type { CloudEventQuarantined } from './cloud-event.events.js';
import { QUARANTINE, type Quarantined } from './cloud-event.facts.js';

const STATES = ['quarantined', 'resubmitted', 'discarded'] as const;
const FOR_PERSONAL = 'shown with the scope personal';

const ONE = named('QuarantinedEvent', 'An event of another system that was no fact when it came', {
  id: text('what it is known by here'),
  source: text('as it says'),
  event: text('its id, as its source has it'),
  type: text('what it is called there'),
  code: text('of the problem'),
  reason: nullable(Type.String(), `what was wrong; ${FOR_PERSONAL}`),
  sent: nullable(Type.String(), `what was sent, as JSON in the structured form; ${FOR_PERSONAL}`),
  state: oneOf(STATES),
  fact: nullable(Type.String(), 'the type of the fact that it is after all, and its id'),
  quarantinedAt: INSTANT,
  endedAt: Type.Optional({ ...INSTANT, description: 'when it was resubmitted or discarded' }),
  endedBy: Type.Optional(text('on whose behalf')),
  position: POSITION,
});
const PAGE = named(
  'QuarantinedEvents',
  'Events that were no facts when they came, in the order they came, a page of it',
  {
    events: Type.Array(ONE),
    next: NEXT,
  },
);

const only = (what: string) => Type.Optional(Type.String({ description: `Only those ${what}.` }));

export const CLOUD_EVENT_READS = {
  listQuarantine: reads({
    path: 'quarantine',
    parameters: Type.Object({
      source: only('of this source'),
      type: only('that are called so'),
      state: Type.Optional(oneOf(STATES, 'Only those in this state.')),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: PAGE,
    example: { summary: 'Events that wait for somebody to look at them', query: { state: 'quarantined' } },
    answer: async ({ parameters: { limit, cursor, ...filters }, asked }, { views, position }) => {
      const after = decodeId(asked, cursor);
      const where = present(filters);
      const found = await views.find(QUARANTINE, { where, limit: limit + 1, ...(after !== undefined && { after }) });
      const page = found.slice(0, limit);
      const personal = await views.get(
        PERSONAL,
        page.map(({ id }) => id),
      );
      const sent = new Map(personal.map(({ id, body }) => [id, body as Sent]));
      const last = page.at(-1);
      return {
        events: page.map((one) => shown(one, sent.get(one.id), position)),
        next: found.length > limit && last !== undefined ? encodeCursor(asked, last.id) : null,
      };
    },
  }),
};

type Sent = NonNullable<CloudEventQuarantined['data']['personal']>;

function shown({ body }: Document, sent: Sent | undefined, told: (position: string) => string): Told<typeof ONE> {
  const { fact, position, ...kept } = body as object as Quarantined;
  return {
    ...kept,
    reason: sent?.reason ?? null,
    sent: sent === undefined ? null : JSON.stringify(sent.sent),
    fact: fact === undefined ? null : `${fact.type} ${fact.id}`,
    position: told(String(position)),
  };
}
