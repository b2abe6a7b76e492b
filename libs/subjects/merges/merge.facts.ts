import type { RecordedEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';
import type { Calendar } from '#kernel/time/calendar.js';
import type { Effect } from '../customers/timeline/entry.js';
import { nothingToChange } from '../customers/timeline/entry.js';
import type { MergeEvent } from './merge.events.js';

/** It joins two timelines, or parts them. */
export function mergeEffect(
  { type, occurredAt, recordedAt, data }: MergeEvent & Pick<RecordedEvent, 'recordedAt'>,
  calendar: Calendar,
): Effect {
  needText(data, 'customer', 'merged', 'into', 'survivor');
  const { customer, merged, into, survivor } = data;
  const joins = type === 'CustomersMerged';
  const merge = { merged, into, survivor, joins, recorded: calendar.dayOf(recordedAt) };
  return { customer, day: calendar.dayOf(occurredAt), entries: [], change: nothingToChange, merge };
}
