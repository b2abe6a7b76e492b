import { Type } from 'typebox';
import { byName, closed, count, DATE, INSTANT, named, NEXT, oneOf, text, type Told } from '#kernel/answer-schema.js';
import { SEVERITIES } from '../alerts/alert-rule.js';
import { REASONS } from './decision.js';

/** What automations are answered with. */

export const VERSION = Type.Integer({ minimum: 1, description: 'of the automation' });
export const REASON = oneOf(REASONS, 'why nothing is done; quiet-hours: why what is written leaves later');
const TASKS = Type.Array(
  closed({
    assignee: Type.Optional(text('who is to do it')),
    due: Type.Optional(DATE),
    note: Type.Optional(text('as the automation has it')),
  }),
  { description: 'the follow-ups that it leads to' },
);

const ACTIONS = Type.Array(
  closed({
    assign: Type.Optional(
      closed(
        {
          salesperson: Type.Optional(text('whose the customer becomes')),
          inTurn: Type.Optional(Type.Array(Type.String(), { description: 'or one of these, each in turn' })),
          fewestFollowUps: Type.Optional(
            Type.Array(Type.String(), { description: 'or the one of these who has the fewest open follow-ups' }),
          ),
        },
        'whose the customer becomes',
      ),
    ),
    tag: Type.Optional(byName(Type.String(), 'attributes that the customer gets')),
    message: Type.Optional(
      closed(
        { channel: text('through which'), action: count('which of the automation’s actions says what, from 0') },
        'the customer is written to',
      ),
    ),
    webhook: Type.Optional(
      closed(
        { channel: text('through which'), action: count('which of the automation’s actions says what, from 0') },
        'a program is told of the customer',
      ),
    ),
    alert: Type.Optional(
      closed(
        {
          title: text('in a line'),
          text: Type.Optional(text('as the automation has it')),
          severity: oneOf(SEVERITIES, 'as of an alert'),
          channels: Type.Array(Type.String(), { description: 'through which the house is told' }),
        },
        'the house is told of the customer',
      ),
    ),
  }),
  { description: 'what else is to be done, each by its name' },
);

export const CAUSES = Type.Array(
  closed({ automation: text('its id'), occasion: text('on which it acted, of the same customer') }),
  { description: 'automations that led to it, each by what it recorded, the first first; absent where none did' },
);

/** What is to be done by a decision to act. */
export const PLANS = { tasks: TASKS, actions: Type.Optional(ACTIONS) };

const DECISION = named('Decision', 'What an automation decided about an occasion, or would have', {
  at: { ...INSTANT, description: 'when the occasion became known' },
  customer: text('whom it is about'),
  occasion: text('the id of the event that it is'),
  decision: oneOf(['taken', 'skipped'] as const),
  reason: Type.Optional(REASON),
  version: VERSION,
  causes: Type.Optional(CAUSES),
  tasks: Type.Optional(TASKS),
  actions: PLANS.actions,
});
export type DecisionShown = Told<typeof DECISION>;

export const DECISIONS_SHOWN = named('Decisions', 'What an automation decided, in order, a page of it', {
  decisions: Type.Array(DECISION),
  next: NEXT,
});
