import { Type } from 'typebox';
import { reads } from '../read.js';
import { SURVIVAL, SURVIVAL_PARTS } from './survival.answers.js';
import { survival } from './survival.js';

export const SURVIVAL_READS = {
  showSurvival: reads({
    path: 'survival',
    scope: 'read',
    parameters: Type.Object({
      by: Type.Optional(
        Type.Enum(SURVIVAL_PARTS, {
          description:
            'A curve for each of what customers were on the day of their first purchase; one of all where absent.',
        }),
      ),
    }),
    answers: SURVIVAL,
    answeredFrom: 'figures',
    stages: ['facts', 'curves'],
    example: { summary: 'How long customers stay', query: { asOf: '2024-12-31' } },
    answer: async ({ parameters, asOf, knownAt }, on) => {
      const cut = { asOf: asOf.day, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const found = await survival({ ...parameters, ...cut }, on);
      return { ...found, position: on.position(found.position) };
    },
    looksAt: (_asked, { events }) => ({ factsByCustomer: events }),
  }),
};
