import { Type } from 'typebox';
import { reads } from '../read.js';
import { CHURN_RISK } from './churn-risk.answers.js';
import { churnRisk } from './churn-risk.js';

export const CHURN_RISK_READS = {
  listChurnRisks: reads({
    path: 'churn-risk',
    parameters: Type.Object({
      within: Type.Integer({
        minimum: 1,
        maximum: 730,
        default: 90,
        description: 'Days from asOf on in which a customer may be lost; as far apart are the days it learns from.',
      }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: CHURN_RISK,
    answeredFrom: 'figures',
    stages: ['facts', 'examples', 'learning', 'judging'],
    example: {
      summary: 'Who is likely lost in the next three months, and why',
      query: { within: '90', asOf: '2024-06-30', limit: '20' },
    },
    answer: async ({ parameters, asOf, knownAt, asked }, on) => {
      const cut = { asOf: asOf.day, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const found = await churnRisk({ ...parameters, ...cut, asked }, on);
      return { ...found, position: on.position(found.position) };
    },
    // Purchases, amounts, moves and interactions by customer, and as much again to learn from them.
    looksAt: (_asked, { events }) => ({ factsByCustomer: 4 * events }),
  }),
};
