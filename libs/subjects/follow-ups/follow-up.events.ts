import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needDates, needText, textIfAny } from '#kernel/shape.js';

/** What is to be done about a customer, apart from what is of a person. */
export type FollowUpAsked = {
  readonly id: string;
  readonly customerId: string;
  readonly assignee?: string;
  /** A date. */
  readonly due?: string;
  /** What an automation says to all whom it is about; what people write is of a person. */
  readonly note?: string;
  /** That wants it, and by which of its occasions. */
  readonly automation?: string;
  readonly occasion?: string;
};

/** Something is to be done about a customer, by somebody, until a day. What people write of it is of a person. */
export type FollowUpOpened = EventOf<
  'FollowUpOpened',
  FollowUpAsked & { readonly personal?: { readonly note?: string } }
>;

/** It was done, or need not be any more: what was said last stands. */
type Over = { readonly id: string; readonly customerId: string; readonly change: string; readonly reason?: string };
export type FollowUpDone = EventOf<'FollowUpDone', Over>;
export type FollowUpCancelled = EventOf<'FollowUpCancelled', Over>;

export type FollowUpEvent = FollowUpOpened | FollowUpDone | FollowUpCancelled;

export const FOLLOW_UP_EVENTS: EventTypes = {
  FollowUpOpened: { schema: 1, isSetting: true, check: checkOpened },
  FollowUpDone: { schema: 1, isSetting: true, freeText: ['reason'], check: checkOver },
  FollowUpCancelled: { schema: 1, isSetting: true, freeText: ['reason'], check: checkOver },
};

function checkOpened({ data }: NewEvent): void {
  needText(data, 'id', 'customerId');
  textIfAny(data, 'assignee', 'note', 'automation', 'occasion');
  if (data['due'] !== undefined) needDates(data, 'due');
}

function checkOver({ data }: NewEvent): void {
  needText(data, 'id', 'customerId', 'change');
  textIfAny(data, 'reason');
}
