import type { Decider } from '#kernel/decider.js';
import { Problem } from '#kernel/problem.js';
import { present } from '#ledger/command.js';
import type { FollowUpEvent, FollowUpOpened } from './follow-up.events.js';

export interface FollowUp {
  /** Whom it is about; absent where there is none. */
  readonly customerId?: string;
  readonly state: 'open' | 'done' | 'cancelled';
}

export interface OpenFollowUp {
  readonly type: 'OpenFollowUp';
  readonly at: string;
  readonly opened: FollowUpOpened['data'];
}
export interface EndFollowUp {
  readonly type: 'FinishFollowUp' | 'CancelFollowUp';
  readonly at: string;
  readonly id: string;
  readonly change: string;
  readonly reason?: string;
}

/** What is done is not done again; somebody may say that it was cancelled, and what was said last stands. */
export const followUpDecider: Decider<FollowUp, OpenFollowUp | EndFollowUp, FollowUpEvent> = {
  initial: { state: 'open' },

  evolve(followUp, event) {
    switch (event.type) {
      case 'FollowUpOpened':
        return { customerId: event.data.customerId, state: 'open' };
      case 'FollowUpDone':
        return { ...followUp, state: 'done' };
      case 'FollowUpCancelled':
        return { ...followUp, state: 'cancelled' };
    }
  },

  decide(command, { customerId, state }) {
    if (command.type === 'OpenFollowUp') {
      const { at, opened } = command;
      return [{ type: 'FollowUpOpened', ...about(at, opened.id), data: opened }];
    }
    const { type, at, id, change, reason } = command;
    if (customerId === undefined) throw new Problem('not-found', `there is no follow-up ${id}`);
    const isDone = type === 'FinishFollowUp';
    if (state === (isDone ? 'done' : 'cancelled')) return [];
    const data = present({ id, customerId, change, reason });
    return [{ type: isDone ? 'FollowUpDone' : 'FollowUpCancelled', ...about(at, id), data }];
  },
};

/** Those of one are in order. */
function about(at: string, id: string) {
  return { schema: 1, occurredAt: at, key: `follow-up-${id}` } as const;
}
