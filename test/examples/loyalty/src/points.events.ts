import type { EventOf, EventTypes } from '@tallybook/plugin';

/** What an event says: whole points of one customer. Permanent, as are the names of the events, which begin with the subject's. */
type Points = {
  /** Of the fact. */
  readonly id: string;
  readonly customerId: string;
  readonly points: number;
  readonly reason?: string;
};

export type PointsEvent = EventOf<'loyalty.PointsEarned', Points> | EventOf<'loyalty.PointsSpent', Points>;

export const EVENTS: EventTypes = { 'loyalty.PointsEarned': { schema: 1 }, 'loyalty.PointsSpent': { schema: 1 } };
