import { Type } from 'typebox';
import { closed, INSTANT, named, NEXT, oneOf, text, type Told } from '#kernel/answer-schema.js';
import { DELIVERY_STATES } from '#kernel/delivery.js';

/** What questions about deliveries are answered with. */

const ATTEMPT = closed({
  at: INSTANT,
  endedAt: Type.Optional(
    Type.String({ ...INSTANT, description: 'absent while it is under way, or where nobody knows how it ended' }),
  ),
  error: Type.Optional(text('why it was not delivered')),
  note: Type.Optional(
    text('what is to be known of one that was, such as an address that was refused; or why it was put off'),
  ),
});

export const DELIVERY = named('Delivery', 'What somebody outside is told, or was', {
  id: text('made from the occasion; receivers know a repetition by it'),
  channel: text('that it goes through'),
  subject: text('what it is about, such as report or test'),
  state: oneOf(
    DELIVERY_STATES,
    'waiting until it is due, claimed while it is under way, delivered, or failed: given up',
  ),
  enqueuedAt: INSTANT,
  due: Type.String({
    ...INSTANT,
    description: 'when it is tried next; when the attempt under way runs out; or when it ended',
  }),
  attempts: Type.Array(ATTEMPT, { description: 'the earliest first' }),
  body: Type.Unknown({ description: 'what it says' }),
});
export type DeliveryTold = Told<typeof DELIVERY>;

export const DELIVERIES = named('Deliveries', 'What was to leave the house, the newest first, a page of it', {
  deliveries: Type.Array(DELIVERY),
  next: NEXT,
});
export type DeliveriesTold = Told<typeof DELIVERIES>;
