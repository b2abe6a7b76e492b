import type { EventTypes } from '#kernel/event-type.js';
import type { EventOf } from '#kernel/event.js';

/**
 * Every event the book can hold. Type names and shapes are permanent: stored events are never rewritten; a change of shape is a new
 * schema version with an upcaster. Amounts and quantities are canonical decimal strings, instants RFC 3339 in UTC.
 * Type aliases rather than interfaces: only those are known to be plain JSON.
 */

/** What of a customer figures can be cut by. */
export type Attributes = {
  readonly region?: string;
  readonly source?: string;
  readonly segment?: string;
  readonly salesperson?: string;
  /** IANA name: by its own clock figures can be cut. */
  readonly timeZone?: string;
};

/** Kept apart so that it can be encrypted per customer and forgotten without touching a count. */
export type Personal = {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly subject?: string;
  readonly title?: string;
  readonly attributes?: Readonly<Record<string, string>>;
};

export type CustomerRegistered = EventOf<
  'CustomerRegistered',
  {
    readonly id: string;
    readonly attributes: Attributes;
    readonly excluded?: boolean;
    readonly personal?: Personal;
  }
>;

export type CustomerChanged = EventOf<
  'CustomerChanged',
  {
    readonly id: string;
    readonly change: string;
    readonly attributes: Attributes;
    /** Whether figures leave it out from then on; as it was where absent. */
    readonly excluded?: boolean;
    readonly personal?: Personal;
  }
>;

export type CustomerClosed = EventOf<
  'CustomerClosed',
  { readonly id: string; readonly change: string; readonly reason?: string }
>;

export type CustomerReopened = EventOf<
  'CustomerReopened',
  { readonly id: string; readonly change: string; readonly reason?: string }
>;

/** Why somebody is to be forgotten. */
export const ERASURE_REASONS = ['request', 'consent', 'retention', 'error'] as const;
export type ErasureReason = (typeof ERASURE_REASONS)[number];

/** What is of a person in all that was recorded of it can be read no more, from then on. */
export type CustomerErased = EventOf<
  'CustomerErased',
  {
    readonly customer: string;
    readonly change: string;
    /** Of the key that was destroyed; absent where there was none. */
    readonly keyId?: string;
    readonly reason: ErasureReason;
    /** When it was asked for. */
    readonly requestedAt?: string;
  }
>;

/** It is not to be forgotten, until that is released. */
export type HoldPlaced = EventOf<
  'HoldPlaced',
  { readonly customer: string; readonly change: string; readonly reason?: string }
>;

export type HoldReleased = EventOf<
  'HoldReleased',
  {
    readonly customer: string;
    readonly change: string;
    /** The only one that is; all that stand where absent. */
    readonly hold?: string;
    readonly reason?: string;
  }
>;

/** It has a tier from one date to another, whatever the policy says; for ever without an end. */
export type CustomerTierOverridden = EventOf<
  'CustomerTierOverridden',
  {
    readonly id: string;
    readonly change: string;
    readonly tier: string;
    readonly from: string;
    readonly until?: string;
    readonly reason: string;
  }
>;

/** It does not, from a date on; without one it never had. */
export type CustomerTierOverrideWithdrawn = EventOf<
  'CustomerTierOverrideWithdrawn',
  {
    readonly id: string;
    readonly change: string;
    /** The only one that is; all that stand where absent. */
    readonly override?: string;
    readonly from?: string;
    readonly reason?: string;
  }
>;

export type CustomerEvent =
  | CustomerRegistered
  | CustomerChanged
  | CustomerClosed
  | CustomerReopened
  | CustomerErased
  | HoldPlaced
  | HoldReleased
  | CustomerTierOverridden
  | CustomerTierOverrideWithdrawn;

export const CUSTOMER_EVENTS: EventTypes = {
  CustomerRegistered: { schema: 1 },
  CustomerChanged: { schema: 1 },
  CustomerClosed: { schema: 1 },
  CustomerReopened: { schema: 1, freeText: ['reason'] },
  CustomerErased: { schema: 1, isSetting: true },
  HoldPlaced: { schema: 1, isSetting: true, freeText: ['reason'] },
  HoldReleased: { schema: 1, isSetting: true, freeText: ['reason'] },
  CustomerTierOverridden: { schema: 1, freeText: ['reason'] },
  CustomerTierOverrideWithdrawn: { schema: 1, freeText: ['reason'] },
};
