import type { EventTypes } from '#kernel/event-type.js';
import { needDates, needDecimal, needObject, needText } from '#kernel/shape.js';
import type { NewEvent } from '#kernel/event.js';
import type { EventOf } from '#kernel/event.js';

/** What a metric is to reach over the days from one date to another, both included. */
export type TargetSet = EventOf<
  'TargetSet',
  {
    readonly id: string;
    readonly metric: string;
    readonly from: string;
    readonly to: string;
    readonly value: string;
    readonly where: Readonly<Record<string, readonly string[]>>;
  }
>;

export const TARGET_EVENTS: EventTypes = { TargetSet: { schema: 1, isSetting: true, check: checkShape } };

function checkShape({ data }: NewEvent): void {
  needText(data, 'id', 'metric');
  needDates(data, 'from', 'to');
  needDecimal(data, 'value');
  const { where } = data;
  needObject(where, 'where');
  for (const values of Object.values(where)) if (!Array.isArray(values)) throw new Error('where must hold lists');
}
