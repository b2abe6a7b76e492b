import type { RecordedEvent } from '#kernel/event.js';
import type { CustomerErased } from '#subjects/customers/customer.events.js';

/** What erased the customer of a stream; undefined where nothing did. */
export function erasureAmong(events: readonly RecordedEvent[]): (RecordedEvent & CustomerErased) | undefined {
  return events.find((event): event is RecordedEvent & CustomerErased => event.type === 'CustomerErased');
}
