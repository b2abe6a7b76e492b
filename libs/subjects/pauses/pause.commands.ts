import { aggregate } from '#ledger/aggregate.js';
import { present } from '#ledger/command.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { instant } from '#ledger/input/time.js';
import { pauseDecider, type PauseChannel, type ResumeChannel } from './pause.decider.js';
import { PAUSE_EVENTS, PAUSE_STREAM, type PauseEvent } from './pause.events.js';

export const PAUSING = commandInput(
  'PauseChannel',
  { id: label, channelId: label, reason: text, failingSince: optional(instant) },
  ({ id: change, channelId: id, ...why }, { now: at }): PauseChannel => {
    return { type: 'PauseChannel', at, id, change, ...present(why) };
  },
);

export const RESUMING = commandInput(
  'ResumeChannel',
  { id: label, channelId: label },
  ({ id: change, channelId: id }, { now: at }): ResumeChannel => ({ type: 'ResumeChannel', at, id, change }),
);

/** The command an event was, as the caller said it. */
function pauseSaid({ type, data }: PauseEvent): Said {
  return { content: { type: type === 'ChannelPaused' ? 'PauseChannel' : 'ResumeChannel', ...data }, filled: [] };
}

export const PAUSE = aggregate(PAUSE_STREAM, {
  decider: pauseDecider,
  events: PAUSE_EVENTS,
  said: pauseSaid,
  claimsFirst: true,
});
