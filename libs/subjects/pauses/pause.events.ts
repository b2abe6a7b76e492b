import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText, textIfAny } from '#kernel/shape.js';

/** Permanent: what the streams of pauses are called. */
export const PAUSE_STREAM = 'pause-';

/** Nothing goes through the channel any more: what is to waits. */
export type ChannelPaused = EventOf<
  'ChannelPaused',
  {
    readonly id: string;
    readonly channelId: string;
    readonly reason: string;
    /** Since when it has failed, where that is why. */
    readonly failingSince?: string;
  }
>;

/** It is used again, what waited first. */
export type ChannelResumed = EventOf<'ChannelResumed', { readonly id: string; readonly channelId: string }>;

export type PauseEvent = ChannelPaused | ChannelResumed;

export const PAUSE_EVENTS: EventTypes = {
  ChannelPaused: { schema: 1, isSetting: true, check: checkShape },
  ChannelResumed: { schema: 1, isSetting: true, check: checkShape },
};

function checkShape({ type, data }: NewEvent): void {
  needText(data, 'id', 'channelId');
  if (type === 'ChannelPaused') needText(data, 'reason');
  textIfAny(data, 'failingSince');
}
