import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';

/** From a date on, so many base units for one unit of a currency. */
export type RateSet = EventOf<
  'RateSet',
  { readonly id: string; readonly currency: string; readonly from: string; readonly rate: string }
>;

export const RATE_EVENTS: EventTypes = { RateSet: { schema: 1, isSetting: true } };
