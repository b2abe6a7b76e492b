import { Type } from 'typebox';
import { EVENT_FIELDS, KNOWN_SINCE, QUIET, TRACEPARENT } from '#figures/journal/journal.answers.js';
import { closed, named, NEXT, POSITION, text, type Told } from '#kernel/answer-schema.js';

const STORED = named('StoredEvent', 'An event as the log has it', {
  ...EVENT_FIELDS,
  claim: text('the id its caller gave it'),
  hash: text('of what its caller sent'),
  envelope: closed({
    emitter: Type.Optional(text('the service that sent it')),
    correlationId: Type.Optional(text('as its sender gave it')),
    actor: Type.Optional(text('on whose behalf')),
    knownSince: Type.Optional(KNOWN_SINCE),
    traceparent: Type.Optional(TRACEPARENT),
    quiet: Type.Optional(QUIET),
  }),
});

export const LOG_PAGE = named('LogPage', 'Events as the log has them, a page of them', {
  events: Type.Array(STORED),
  next: NEXT,
  tail: POSITION,
});
export type LogPage = Told<typeof LOG_PAGE>;
