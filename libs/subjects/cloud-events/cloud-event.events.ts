import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, Json, NewEvent } from '#kernel/event.js';
import { needText, textIfAny } from '#kernel/shape.js';

/** Which event of another system it is about: what it is known by here, its source, its own id, and what it is called there. */
export type AboutEvent = {
  readonly id: string;
  readonly source: string;
  readonly event: string;
  readonly type: string;
};

/** The fact that an event is: its type as `/v1/bulk` has it, and its id. */
export type FactOfEvent = { readonly type: string; readonly id: string };

/** An event was taken as a fact, by a version of a mapping where one was needed: its source and id stand for that fact, for ever. */
export type CloudEventTaken = EventOf<
  'CloudEventTaken',
  AboutEvent & { readonly fact: FactOfEvent; readonly mapping?: { readonly id: string; readonly version: number } }
>;

/** An event could not be taken as a fact, or the fact was refused. What was sent may be of a person, and so may the reason that shows some of it. */
export type CloudEventQuarantined = EventOf<
  'CloudEventQuarantined',
  AboutEvent & {
    /** Of the problem. */
    readonly code: string;
    readonly personal?: { readonly reason: string; readonly sent: { readonly [name: string]: Json } };
  }
>;

/** What was quarantined was recorded after all, by other data or another mapping. */
export type CloudEventResubmitted = EventOf<
  'CloudEventResubmitted',
  { readonly id: string; readonly fact: FactOfEvent }
>;

/** What was quarantined is not to be recorded. */
export type CloudEventDiscarded = EventOf<'CloudEventDiscarded', { readonly id: string; readonly reason?: string }>;

export type CloudEventEvent = CloudEventTaken | CloudEventQuarantined | CloudEventResubmitted | CloudEventDiscarded;

export const CLOUD_EVENT_EVENTS: EventTypes = {
  CloudEventTaken: { schema: 1, isSetting: true, check: checkAbout },
  CloudEventQuarantined: { schema: 1, isSetting: true, check: checkAbout },
  CloudEventResubmitted: { schema: 1, isSetting: true, check: checkEnd },
  CloudEventDiscarded: { schema: 1, isSetting: true, freeText: ['reason'], check: checkEnd },
};

function checkAbout({ data }: NewEvent): void {
  needText(data, 'id', 'source', 'event', 'type');
  textIfAny(data, 'code');
}

function checkEnd({ data }: NewEvent): void {
  needText(data, 'id');
  textIfAny(data, 'reason');
}
