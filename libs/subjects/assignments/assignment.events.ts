import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';

/** Permanent: what the streams of assignments are called, one for each automation. */
export const ASSIGNMENT_STREAM = 'assignment-';

/** For which occasion of an automation a customer became somebody's. */
export type OccasionOf = { readonly automation: string; readonly occasion: string; readonly customer: string };

/** Whom an automation chose among several to sell to a customer: that it became so is an event of the customer. */
export type CustomerAssigned = EventOf<'CustomerAssigned', OccasionOf & { readonly salesperson: string }>;

export const ASSIGNMENT_EVENTS: EventTypes = { CustomerAssigned: { schema: 1, isSetting: true, check: checkShape } };

function checkShape({ data }: NewEvent): void {
  needText(data, 'automation', 'occasion', 'customer', 'salesperson');
}
