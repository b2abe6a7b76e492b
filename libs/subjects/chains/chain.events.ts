import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';
import type { Causes } from '../actions/causes.js';

/** Permanent: what the streams of chains are called. */
export const CHAIN_STREAM = 'chain-';

/** Automations acted one after the other on what the one before recorded, and another one was stopped: told once of all that began with one occasion. */
export type ChainStopped = EventOf<
  'ChainStopped',
  {
    /** Made of the customer and the occasion that it began with. */
    readonly id: string;
    readonly customer: string;
    /** The first automation that was stopped, and on which occasion. */
    readonly automation: string;
    readonly occasion: string;
    /** Those that acted, the first first. */
    readonly causes: Causes;
  }
>;

export const CHAIN_EVENTS: EventTypes = { ChainStopped: { schema: 1, isSetting: true, check: checkShape } };

function checkShape({ data }: NewEvent): void {
  needText(data, 'id', 'customer', 'automation', 'occasion');
  if (!Array.isArray(data['causes'])) throw new Error('causes must be a list');
}
