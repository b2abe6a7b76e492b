import { Type } from 'typebox';
import { oneOf } from '#kernel/answer-schema.js';
import { Problem } from '#kernel/problem.js';
import { STAGES } from '../customers/timeline/standing.js';
import { reads } from '../read.js';
import { AFFINITY } from './affinity.answers.js';
import { affinity } from './affinity.js';

const named = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));

export const AFFINITY_READS = {
  showAffinity: reads({
    path: 'affinity',
    scope: 'read',
    parameters: Type.Object({
      tier: named('Orders of customers who were of this tier at the end of the day; this or stage is needed.'),
      stage: Type.Optional(oneOf(STAGES, 'Orders of customers who were in this stage at the end of the day.')),
      period: named('Such as last-month; all days where neither it nor from is given.'),
      from: named('The first day, in place of period.'),
      to: named('The last day; asOf where absent.'),
      minOrders: Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        default: 5,
        description: 'What fewer orders of everybody have is left out.',
      }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 20, description: 'Values of each dimension.' }),
    }),
    answers: AFFINITY,
    answeredFrom: 'figures',
    questions: true,
    example: {
      summary: 'What new customers buy, and when, against everybody',
      query: { stage: 'new', from: '2024-01-01', to: '2024-06-30', minOrders: '1' },
    },
    answer: async ({ parameters, asOf: { day: asOf }, knownAt, today }, on) => {
      const { tier, stage, minOrders, limit, ...days } = parameters;
      if (tier === undefined && stage === undefined) throw missing();
      const part = { ...(tier !== undefined && { tier }), ...(stage !== undefined && { stage }) };
      const cut = { asOf, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const { catalogue, currency, definitions, calendar } = on;
      const context = { catalogue, currency, definitions, today, fiscalStart: calendar.fiscalStart };
      const found = await affinity({ part, days, minOrders, limit, ...cut }, on.views, context);
      return { ...found, position: on.position(found.position) };
    },
    looksAt: (_asked, { events }) => ({ facts: 20 * events }),
  }),
};

function missing(): Problem {
  const detail = 'or stage is required: whose orders are held against those of everybody';
  return new Problem('invalid-request', `tier ${detail}`, [{ field: 'tier', detail }]);
}
