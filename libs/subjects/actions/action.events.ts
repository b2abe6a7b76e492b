import type { EventType, EventTypes } from '#kernel/event-type.js';
import type { EventOf, NewEvent } from '#kernel/event.js';
import { needText } from '#kernel/shape.js';
import type { Plans } from '../automations/doing/doings.js';
import type { Causes } from './causes.js';
import type { Deferred, Reason } from './decision.js';

/** Permanent: what the streams of decisions are called, one for each automation and customer. */
export const ACTION_STREAM = 'action-';

/** What was decided about one occasion, once for ever. */
export type Decided = {
  readonly automation: string;
  readonly version: number;
  readonly customer: string;
  readonly occasion: string;
  /** When the occasion became known. */
  readonly at: string;
  readonly year: string;
  /** Where what automations recorded led to it. */
  readonly causes?: Causes;
};

/** How many messages to the customer it led to, or would have; where an automation has a cap on them, or quiet hours. */
export type Messages = { readonly messages?: number };

export type ActionTaken = EventOf<'ActionTaken', Decided & Plans & Messages & { readonly reason?: Deferred }>;
export type ActionSkipped = EventOf<'ActionSkipped', Decided & Messages & { readonly reason: Reason }>;
export type ActionEvent = ActionTaken | ActionSkipped;

const TYPE: EventType = { schema: 1, isSetting: true, check: checkShape };

export const ACTION_EVENTS: EventTypes = { ActionTaken: TYPE, ActionSkipped: TYPE };

function checkShape({ type, data }: NewEvent): void {
  needText(data, 'automation', 'customer', 'occasion', 'at', 'year');
  if (!Number.isSafeInteger(data['version'])) throw new Error('version must be a whole number');
  if (!Number.isSafeInteger(data['messages'] ?? 0)) throw new Error('messages must be a whole number');
  if (!Array.isArray(data['causes'] ?? [])) throw new Error('causes must be a list');
  if (type === 'ActionSkipped') needText(data, 'reason');
  else if (!Array.isArray(data['tasks'])) throw new Error('tasks must be a list');
  else if (!Array.isArray(data['actions'] ?? [])) throw new Error('actions must be a list');
}
