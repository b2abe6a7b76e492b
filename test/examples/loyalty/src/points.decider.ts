import type { CustomerAsOf, Decider, Tools } from '@tallybook/plugin';
import type { PointsEvent } from './points.events.js';

/** What a customer's account stands at, all that is recorded counted. */
export type Account = { readonly balance: number };

export interface MovePoints {
  readonly type: 'EarnPoints' | 'SpendPoints';
  /** The customer, whose stream it goes into. */
  readonly id: string;
  /** The id of the fact. */
  readonly fact: string;
  readonly points: number;
  readonly reason?: string;
  readonly at: string;
  /** Absent for a customer nobody has registered. */
  readonly customer?: CustomerAsOf;
}

/** Points are earned by registered customers, and no more are spent than there are. */
export function pointsDecider({ Problem }: Tools): Decider<Account, MovePoints, PointsEvent> {
  return {
    initial: { balance: 0 },

    evolve({ balance }, { type, data }) {
      return { balance: balance + (type === 'loyalty.PointsEarned' ? data.points : -data.points) };
    },

    decide({ type, at, customer, id: customerId, fact: id, points, reason }, { balance }) {
      if (customer === undefined) throw new Problem('customer-unknown', `register ${customerId} first`);
      if (type === 'SpendPoints' && points > balance)
        throw new Problem('plugin-refused', `${customerId} has ${balance} points: spend no more than that`);
      const data = { id, customerId, points, ...(reason !== undefined && { reason }) };
      const about = { schema: 1, occurredAt: at, key: customerId };
      return type === 'EarnPoints'
        ? [{ ...about, type: 'loyalty.PointsEarned', data }]
        : [{ ...about, type: 'loyalty.PointsSpent', data }];
    },
  };
}
