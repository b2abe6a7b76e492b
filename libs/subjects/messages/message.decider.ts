import type { Decider } from '#kernel/decider.js';
import type { MessageKept } from './message.events.js';

export interface KeepMessage {
  readonly type: 'KeepMessage';
  readonly at: string;
  readonly message: MessageKept['data'];
}

/** A message is left once and stays as it is. */
export const messageDecider: Decider<object, KeepMessage, MessageKept> = {
  initial: {},

  evolve: (state) => state,

  decide: ({ at, message }) => [
    { type: 'MessageKept', schema: 1, occurredAt: at, key: `message-${message.id}`, data: message },
  ],
};
