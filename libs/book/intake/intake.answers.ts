import { Type } from 'typebox';
import { closed, count, named, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { PROBLEM_CODE, problemWith } from '#kernel/problem.answers.js';

const OUTCOMES = ['recorded', 'duplicate', 'quarantined', 'resubmitted', 'discarded'] as const;

const FIELDS = {
  source: text('of the event'),
  event: text('its id'),
  outcome: oneOf(
    OUTCOMES,
    'recorded now, or before; kept until somebody looks at it; what somebody did with what was kept',
  ),
  fact: Type.Optional(closed({ type: text('as /v1/bulk has it'), id: text('the id of the fact') })),
  quarantine: Type.Optional(text('what it is known by in GET /v1/quarantine')),
  problem: Type.Optional(
    closed({ code: PROBLEM_CODE, detail: text('why it is no fact') }, 'of an event that is quarantined now'),
  ),
  position: POSITION,
};

/** What became of one event. */
export const EVENT_TAKEN = named(
  'EventTaken',
  'What became of the event: it is on disk, as a fact or in quarantine',
  FIELDS,
);
export type EventTold = Told<typeof EVENT_TAKEN>;

const BATCH = {
  recorded: count('recorded now'),
  duplicates: count('recorded before'),
  quarantined: count('kept until somebody looks at them'),
  conflicts: count('that came before with other content: nothing is made of them'),
  events: Type.Array(
    Type.Union([
      EVENT_TAKEN,
      closed({
        ...{ source: FIELDS.source, event: FIELDS.event },
        problem: closed({ code: PROBLEM_CODE, detail: text('why nothing is made of it') }),
      }),
    ]),
    { description: 'in the order they were sent' },
  ),
};

/** What became of the events of a batch. */
export const BATCH_TAKEN = named('EventsTaken', 'What became of the events of a batch', BATCH);
export type BatchTold = Told<typeof BATCH_TAKEN>;

/** Why a batch is no success: events of it came before with other content; what became of the others. */
export const BATCH_CONFLICT = problemWith('EventsConflict', 'Events that came before with other content', BATCH);

/** What was recorded of an event that was quarantined. */
export const RESUBMITTED = named('EventResubmitted', 'The fact that the event is after all is on disk', {
  id: text('what it is known by here'),
  fact: closed({ type: text('as /v1/bulk has it'), id: text('the id of the fact') }),
  position: POSITION,
  duplicate: Type.Boolean({ description: 'whether the fact was recorded before' }),
});
