import type { Tools } from '@tallybook/plugin';
import { EVENTS, type PointsEvent } from './points.events.js';

/** What is shown of an account by itself. */
export function pointsReads({ reads, readWholeJournal, readableOf, Type }: Tools) {
  return {
    showPoints: reads({
      path: 'loyalty/:id',
      parameters: Type.Object({}),
      answers: Type.Object({
        id: Type.String({ description: 'the customer' }),
        earned: Type.Integer({ description: 'points' }),
        spent: Type.Integer({ description: 'points' }),
        balance: Type.Integer({ description: 'points' }),
      }),
      example: { summary: 'The points of a customer', id: 'ada' },
      async answer({ id }, { views }) {
        const journal = await readWholeJournal(views, { stream: `loyalty-${id}` });
        const moves = readableOf(`account of ${id}`, journal, EVENTS) as readonly object[] as readonly PointsEvent[];
        const sum = (type: PointsEvent['type']): number =>
          moves.reduce((total, one) => (one.type === type ? total + one.data.points : total), 0);
        const [earned, spent] = [sum('loyalty.PointsEarned'), sum('loyalty.PointsSpent')];
        return { id, earned, spent, balance: earned - spent };
      },
    }),
  };
}
