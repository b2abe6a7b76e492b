import { contentHash } from '#kernel/canonical.js';
import { aggregate } from '#ledger/aggregate.js';
import { claimOf } from '#ledger/command.js';
import type { CommandType } from '#ledger/command-type.js';
import { thingsOf } from '#ledger/named/named.commands.js';
import { namedTypes } from '#ledger/named/named.events.js';
import { FOLLOW_UP } from '../follow-ups/follow-up.commands.js';
import type { FollowUpOpened } from '../follow-ups/follow-up.events.js';
import { actionDecider, type DecideAction } from './action.decider.js';
import { ACTION_EVENTS, ACTION_STREAM, type ActionEvent } from './action.events.js';

/** Within its stream an occasion is claimed once. */
const ACTION = aggregate(ACTION_STREAM, {
  decider: actionDecider,
  events: ACTION_EVENTS,
  said: ({ type, data }: ActionEvent) => ({ content: { type, ...data }, filled: [] }),
  claimsFirst: true,
  placed: ({ data }) => `occasion-${data.occasion}`,
});

const AUTOMATIONS = thingsOf({ name: 'automation', types: namedTypes('Automation') });

/** What is issued of an occasion. */
export type SaidOfOccasion = Pick<
  DecideAction,
  'decided' | 'verdict' | 'once' | 'cap' | 'messages' | 'tasks' | 'actions'
>;

/** What automations record, and no caller can. By the names that reactions issue it under. */
export const BY_AUTOMATIONS: Readonly<Record<string, Pick<CommandType, 'record'>>> = {
  DecideAction: {
    record: async (data, { handler, reading }) => {
      const said = data as SaidOfOccasion;
      const { automation, customer } = said.decided;
      // Somebody may have retired it meanwhile.
      const { content } = await handler.stateOf(AUTOMATIONS, automation);
      const command = { type: 'DecideAction', now: reading.now, isThere: content !== undefined, ...said } as const;
      const id = contentHash([automation, customer]);
      return handler.change(ACTION, id, command, claimOf(id, { type: 'DecideAction', ...said.decided }, {}));
    },
  },
  OpenTask: {
    record: (data, { handler, reading }) => {
      const opened = data as FollowUpOpened['data'];
      const claim = claimOf(opened.id, { type: 'OpenFollowUp', ...opened }, {});
      return handler.begin(FOLLOW_UP, opened.id, { type: 'OpenFollowUp', at: reading.now, opened }, claim);
    },
  },
};
