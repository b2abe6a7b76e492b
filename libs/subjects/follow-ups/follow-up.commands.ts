import { Problem } from '#kernel/problem.js';
import { aggregate } from '#ledger/aggregate.js';
import { present } from '#ledger/command.js';
import { begins, changes } from '#ledger/command-type.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { date } from '#ledger/input/time.js';
import type { CommandTypes } from '#ledger/ledger.js';
import { CUSTOMER, customerStreamOf } from '../customers/customer.commands.js';
import { followUpDecider, type EndFollowUp, type OpenFollowUp } from './follow-up.decider.js';
import { FOLLOW_UP_EVENTS, type FollowUpEvent } from './follow-up.events.js';

/** One stream for each: permanent. */
export const FOLLOW_UP = aggregate('follow-up-', {
  decider: followUpDecider,
  events: FOLLOW_UP_EVENTS,
  said: followUpSaid,
});

/** The command an event was, as the caller said it. */
function followUpSaid({ type, data }: FollowUpEvent): Said {
  if (type === 'FollowUpOpened') {
    const { personal, ...said } = data;
    return { content: { type: 'OpenFollowUp', ...said, ...personal }, filled: [] };
  }
  const { id: followUpId, customerId: _customer, change: id, ...said } = data;
  const command = type === 'FollowUpDone' ? 'FinishFollowUp' : 'CancelFollowUp';
  return { content: { type: command, id, followUpId, ...said }, filled: [] };
}

function ending(type: EndFollowUp['type']) {
  return commandInput(
    type,
    { id: label, followUpId: label, reason: optional(text) },
    ({ id: change, followUpId: id, ...said }, { now: at }): EndFollowUp => ({ type, at, id, change, ...said }),
  );
}

export const FOLLOW_UP_COMMANDS: CommandTypes = {
  OpenFollowUp: begins<ReturnType<typeof FOLLOW_UP.evolve>, OpenFollowUp, OpenFollowUp>(FOLLOW_UP, {
    input: commandInput(
      'OpenFollowUp',
      { id: label, customerId: label, assignee: optional(label), due: optional(date), note: optional(text) },
      ({ note, ...said }, { now: at }): OpenFollowUp => ({
        type: 'OpenFollowUp',
        at,
        opened: present({ ...said, personal: note === undefined ? undefined : { note } }),
      }),
    ),
    complete: async (asked, { handler }) => {
      const { customerId } = asked.opened;
      if ((await handler.stateOf(CUSTOMER, customerId)).registeredAt !== undefined) return asked;
      throw new Problem('not-found', `there is no customer ${customerId}: register it first`);
    },
    looksAt: ({ customerId }) => [typeof customerId === 'string' ? customerStreamOf(customerId) : undefined],
    route: { method: 'POST', path: 'follow-ups' },
    problems: ['not-found'],
    example: {
      summary: 'Say that something is to be done about a customer',
      body: { id: 'call-ada', customerId: 'ada', assignee: 'Ann', due: '2024-03-20', note: 'asks for a larger pot' },
    },
  }),
  FinishFollowUp: changes(FOLLOW_UP, {
    input: ending('FinishFollowUp'),
    route: { method: 'POST', path: 'follow-ups/:id/done', names: 'followUpId' },
    problems: ['not-found'],
    example: { summary: 'Say that it was done', id: 'call-ada', body: { id: 'called-ada' } },
  }),
  CancelFollowUp: changes(FOLLOW_UP, {
    input: ending('CancelFollowUp'),
    route: { method: 'POST', path: 'follow-ups/:id/cancelled', names: 'followUpId' },
    problems: ['not-found'],
    example: {
      summary: 'Say that it need not be done any more',
      id: 'call-ada',
      body: { id: 'cancelled-ada', reason: 'she came by' },
    },
  }),
};
