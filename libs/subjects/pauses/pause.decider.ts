import type { Decider } from '#kernel/decider.js';
import type { PauseEvent } from './pause.events.js';

export interface Pause {
  readonly paused: boolean;
}

export interface PauseChannel {
  readonly type: 'PauseChannel';
  /** The channel. */
  readonly id: string;
  readonly change: string;
  readonly at: string;
  readonly reason: string;
  readonly failingSince?: string;
}

export interface ResumeChannel {
  readonly type: 'ResumeChannel';
  /** The channel. */
  readonly id: string;
  readonly change: string;
  readonly at: string;
}

/**
 * A pause ends by itself where the channel is said anew, which is not seen here: so it may begin again. Ending one that is over changes
 * nothing.
 */
export const pauseDecider: Decider<Pause, PauseChannel | ResumeChannel, PauseEvent> = {
  initial: { paused: false },

  evolve: (_, { type }) => ({ paused: type === 'ChannelPaused' }),

  decide(command, { paused }) {
    const { at, id: channelId, change: id } = command;
    const event = { schema: 1, occurredAt: at, key: `pause-${channelId}` } as const;
    switch (command.type) {
      case 'PauseChannel': {
        const { reason, failingSince } = command;
        const data = { id, channelId, reason, ...(failingSince !== undefined && { failingSince }) };
        return [{ type: 'ChannelPaused', ...event, data }];
      }
      case 'ResumeChannel':
        return paused ? [{ type: 'ChannelResumed', ...event, data: { id, channelId } }] : [];
    }
  },
};
