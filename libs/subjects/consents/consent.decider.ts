import type { Decider } from '#kernel/decider.js';
import { positionId } from '#kernel/position-id.js';
import { insertedByInstant, type Dated } from '#ledger/by-instant.js';
import type { ConsentEvent } from './consent.events.js';

/** What a customer said of channels, in valid time: by channel, sorted by instant, then by the order in which it was said. */
export interface Consents {
  readonly changes: number;
  readonly channels: ReadonlyMap<string, readonly (Dated & { readonly given: boolean })[]>;
}

export interface SetConsent {
  readonly type: 'SetConsent';
  /** The customer. */
  readonly id: string;
  readonly channel: string;
  readonly given: boolean;
  readonly at: string;
}

/** What is so already by an instant is not said again: sent twice, it is recorded once. */
export const consentDecider: Decider<Consents, SetConsent, ConsentEvent> = {
  initial: { changes: 0, channels: new Map() },

  evolve({ channels }, { type, occurredAt: at, data: { channel, change } }) {
    const said = { at, id: positionId(change), given: type === 'ConsentGiven' };
    return {
      changes: change,
      channels: new Map(channels).set(channel, insertedByInstant(channels.get(channel) ?? [], said)),
    };
  },

  decide({ id: customerId, channel, given, at }, { changes, channels }) {
    const inForce = channels.get(channel)?.findLast((said) => said.at <= at);
    if (inForce?.given === given) return [];
    const type = given ? 'ConsentGiven' : 'ConsentWithdrawn';
    const data = { customerId, channel, change: changes + 1 };
    return [{ type, schema: 1, occurredAt: at, key: customerId, data }];
  },
};
