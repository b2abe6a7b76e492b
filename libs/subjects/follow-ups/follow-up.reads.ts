import { Type } from 'typebox';
import { decodeId, encodeCursor } from '#figures/cursor.js';
import { PERSONAL } from '#figures/journal/journal-documents.js';
import { DATE, INSTANT, named, NEXT, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import type { Document } from '#kernel/ports/views.js';
import { present } from '#ledger/command.js';
import { reads } from '../read.js';
import { FOLLOW_UPS_KEPT, type KeptFollowUp } from './follow-up.facts.js';

const STATES = ['open', 'done', 'cancelled'] as const;

const FOLLOW_UP = named('FollowUp', 'Something that is to be done about a customer', {
  id: text('as it was opened'),
  customer: text('whom it is about'),
  assignee: nullable(Type.String(), 'who is to do it; null where nobody was named'),
  due: nullable(DATE, 'until when; null where no day was named'),
  note: nullable(
    Type.String(),
    'what people wrote is shown with the scope personal, and gone once the customer is erased',
  ),
  state: oneOf(STATES),
  automation: Type.Optional(text('the automation that wants it')),
  occasion: Type.Optional(text('by which of its occasions')),
  openedAt: INSTANT,
  endedAt: Type.Optional({ ...INSTANT, description: 'when it was last said to be over' }),
  endedBy: Type.Optional(text('on whose behalf')),
  position: POSITION,
});
const FOLLOW_UPS = named('FollowUps', 'What is to be done about customers, in the order it was opened, a page of it', {
  followUps: Type.Array(FOLLOW_UP),
  next: NEXT,
});

const only = (what: string) => Type.Optional(Type.String({ description: `Only those ${what}.` }));

export const FOLLOW_UP_READS = {
  listFollowUps: reads({
    path: 'follow-ups',
    parameters: Type.Object({
      assignee: only('of whom this one is to do'),
      customer: only('about this customer'),
      state: Type.Optional(oneOf(STATES, 'Only those in this state.')),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: FOLLOW_UPS,
    example: { summary: 'What Ann has to do', query: { assignee: 'Ann', state: 'open' } },
    answer: async ({ parameters: { limit, cursor, ...filters }, asked }, { views, position }) => {
      const after = decodeId(asked, cursor);
      const where = present(filters);
      const found = await views.find(FOLLOW_UPS_KEPT, {
        where,
        limit: limit + 1,
        ...(after !== undefined && { after }),
      });
      const page = found.slice(0, limit);
      const written = await views.get(
        PERSONAL,
        page.map(({ id }) => id),
      );
      const notes = new Map(written.map(({ id, body }) => [id, (body as { readonly note?: string }).note]));
      const last = page.at(-1);
      return {
        followUps: page.map((one) => shown(one, notes.get(one.id), position)),
        next: found.length > limit && last !== undefined ? encodeCursor(asked, last.id) : null,
      };
    },
  }),
};

function shown(
  { body }: Document,
  written: string | undefined,
  told: (position: string) => string,
): Told<typeof FOLLOW_UP> {
  const { customerId, assignee = null, due = null, note = null, position, ...kept } = body as object as KeptFollowUp;
  return { ...kept, customer: customerId, assignee, due, note: written ?? note, position: told(String(position)) };
}
