import { aggregate } from '#ledger/aggregate.js';
import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { messageDecider, type KeepMessage } from './message.decider.js';
import { MESSAGE_EVENTS, type MessageKept } from './message.events.js';

export const KEEPING = commandInput(
  'KeepMessage',
  { id: label, channel: label, subject: label, title: text, text, link: optional(text) },
  (message, { now: at }): KeepMessage => ({ type: 'KeepMessage', at, message: message }),
);

export const MESSAGE = aggregate('message-', {
  decider: messageDecider,
  events: MESSAGE_EVENTS,
  said: ({ data }: MessageKept) => ({ content: { type: 'KeepMessage', ...data }, filled: [] }),
});
