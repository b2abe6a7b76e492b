import type { Desk, Tools } from '@tallybook/plugin';
import { pointsDecider, type MovePoints } from './points.decider.js';
import { EVENTS } from './points.events.js';

/** The most that one fact moves. */
const MOST = 1_000_000;

/** What callers send to have points moved: one stream for each customer, and ids of facts are claimed within it. */
export function pointsCommands(tools: Tools) {
  const { aggregate, changes, commandInput, customerOf, customerStream, inputs, pastInstant, present } = tools;
  const { label, instant, text, optional, whole } = inputs;

  const ACCOUNT = aggregate('loyalty-', {
    decider: pointsDecider(tools),
    events: EVENTS,
    said: ({ type, occurredAt, data: { points, ...said } }) => ({
      content: present({
        type: type === 'loyalty.PointsEarned' ? 'EarnPoints' : 'SpendPoints',
        occurredAt,
        points,
        ...said,
      }),
      filled: [],
    }),
    // Whichever comes first is one among others.
    claimsFirst: true,
  });

  const moving = (type: MovePoints['type'], verb: 'earn' | 'spend', example: object, summary: string) =>
    changes(ACCOUNT, {
      input: commandInput(
        type,
        { id: label, customerId: label, occurredAt: instant, points: whole(MOST, 1), reason: optional(text) },
        ({ id: fact, customerId: id, occurredAt, ...said }, reading): MovePoints => ({
          type,
          id,
          fact,
          ...said,
          at: pastInstant('occurredAt', occurredAt, reading),
        }),
      ),
      complete: async (asked: MovePoints, desk: Desk) => {
        const known = await customerOf({ customerId: asked.id }, asked.at, desk);
        return { ...asked, ...known };
      },
      looksAt: (data) => [customerStream(data)],
      route: { method: 'POST', path: `loyalty/:id/${verb}`, names: 'customerId' },
      problems: ['customer-unknown', 'plugin-refused'],
      example: { summary, id: 'ada', body: { occurredAt: '2024-03-07', ...example } },
    });

  return {
    EarnPoints: moving('EarnPoints', 'earn', { id: 'p-1', points: 120, reason: 'welcome' }, 'A customer earns points'),
    SpendPoints: moving('SpendPoints', 'spend', { id: 'p-2', points: 50 }, 'A customer spends points'),
  };
}
