import type { BookReaction } from '@tallybook/plugin';

interface Line {
  readonly gross: string;
  readonly reduction: string;
}

/**
 * A registered customer earns a point for every whole unit of a sale's own currency: once for each sale for ever, since the fact's id is
 * made of the sale's. Guests, and what comes to less than one, earn nothing.
 */
export const EARNING: BookReaction = {
  name: 'loyalty.earning',
  follows: 'events',
  async react({ events }) {
    return events.flatMap(({ type, data, occurredAt }) => {
      if (type !== 'SaleRecorded') return [];
      const { id, customerId, lines } = data as object as { id: string; customerId?: string; lines: readonly Line[] };
      const points = Math.floor(
        lines.reduce((sum, { gross, reduction }) => sum + Number(gross) - Number(reduction), 0),
      );
      if (customerId === undefined || points < 1) return [];
      const fact = { id: `sale-${id}`, customerId, occurredAt, points, reason: 'sale' };
      return [{ command: { type: 'EarnPoints', data: fact } }];
    });
  },
};
