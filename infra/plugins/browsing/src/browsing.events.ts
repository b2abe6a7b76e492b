import type { EventOf, EventTypes } from '@tallybook/plugin';

/** What was looked at. Permanent, as are the names of the events. */
export type View = {
  readonly id: string;
  readonly page: string;
  readonly product?: string;
  readonly channel?: string;
  readonly campaign?: string;
  /** By whom: a visitor nobody need know, such as a cookie names one, or a customer; one of the two. */
  readonly visitor?: string;
  readonly customerId?: string;
};

/** A visitor is a customer, and was in all that it ever looked at. */
export type Identified = { readonly visitor: string; readonly customerId: string };

export type BrowsingEvent = EventOf<'browsing.ViewLogged', View> | EventOf<'browsing.VisitorIdentified', Identified>;

export const EVENTS: EventTypes = {
  'browsing.ViewLogged': { schema: 1 },
  'browsing.VisitorIdentified': { schema: 1 },
};

/** All events of a visitor have one key, so that they are folded in order; no customer's events wait for them. */
export function keyOf({ visitor, customerId = '' }: Pick<View, 'visitor' | 'customerId'>): string {
  return visitor === undefined ? customerId : `visitor-${visitor}`;
}
