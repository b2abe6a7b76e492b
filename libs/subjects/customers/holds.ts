import type { HoldPlaced, HoldReleased } from './customer.events.js';

/** Ids of what holds a customer, in the order in which it was placed. */
export type Holds = readonly string[];

/** After what was recorded of them. */
export function heldAfter(holds: Holds, { type, data }: HoldPlaced | HoldReleased): Holds {
  if (type === 'HoldPlaced') return [...holds, data.change];
  return data.hold === undefined ? [] : holds.filter((one) => one !== data.hold);
}
