import { Type } from 'typebox';
import { count, INSTANT, named, NEXT, POSITION, text, type Told } from '#kernel/answer-schema.js';
import type { RecordedEvent } from '#kernel/event.js';

/** What the journal is answered with. */

const EVENT_DATA = Type.Unsafe<RecordedEvent['data']>({
  type: 'object',
  additionalProperties: true,
  description: 'the content, as its type and schema have it',
});

/** Of history that was recorded by an assumed time. */
export const KNOWN_SINCE = Type.String({
  format: 'date-time',
  description: 'since when its sender had known it, by which it was recorded; absent where the log went by its clock',
});

/** Of history that was loaded without telling anybody. */
export const QUIET = Type.Boolean({ description: 'true of history that was loaded without telling anybody' });

/** Of whoever lacks the scope `personal`. */
export const MASKED = Type.Optional(
  Type.Array(Type.String(), { description: 'fields left out, which the scope personal shows' }),
);

/** What an event is wherever it is shown. */
/** Of the request or the event that brought it. */
export const TRACEPARENT = text('of what brought it, after W3C Trace Context');

export const EVENT_FIELDS = {
  position: POSITION,
  id: text('a UUID of its own'),
  stream: text('the thing it happened to, such as sale-s-1'),
  revision: count('its place in the stream, from 0'),
  type: text('such as SaleRecorded'),
  schema: Type.Integer({ minimum: 1, description: 'the version of its content' }),
  occurredAt: INSTANT,
  recordedAt: INSTANT,
  key: text('what keeps its order: the customer, or the stream'),
  data: EVENT_DATA,
};

export const EVENT = named('JournalEvent', 'An event: both clocks, where it stands, who sent it, what it says', {
  ...EVENT_FIELDS,
  emitter: Type.Optional(text('the service that sent it')),
  correlationId: Type.Optional(text('as its sender gave it')),
  actor: Type.Optional(text('on whose behalf')),
  knownSince: Type.Optional(KNOWN_SINCE),
  traceparent: Type.Optional(TRACEPARENT),
  quiet: Type.Optional(QUIET),
  masked: MASKED,
});
export type JournalEntry = Told<typeof EVENT>;

export const JOURNAL_PAGE = named('JournalPage', 'Events in the order of the log, a page of them', {
  events: Type.Array(EVENT),
  next: NEXT,
});

export const STALE = named('StaleSince', 'Since which event a customer stands still, and why', {
  since: POSITION,
  type: text('of the event that cannot be decoded'),
  reason: text('why it cannot'),
});
export type StaleSince = Told<typeof STALE>;
