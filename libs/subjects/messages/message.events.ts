import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText, textIfAny } from '#kernel/shape.js';

/** A message that was left in an inbox of the book. */
export type MessageKept = EventOf<
  'MessageKept',
  {
    /** Of the delivery that brought it. */
    readonly id: string;
    /** The inbox: a channel of that kind. */
    readonly channel: string;
    /** What it is about, such as `report`. */
    readonly subject: string;
    readonly title: string;
    readonly text: string;
    /** Where there is more of it, below the address of the server. */
    readonly link?: string;
  }
>;

export const MESSAGE_EVENTS: EventTypes = { MessageKept: { schema: 1, isSetting: true, check: checkShape } };

function checkShape({ data }: NewEvent): void {
  needText(data, 'id', 'channel', 'subject', 'title', 'text');
  textIfAny(data, 'link');
}
