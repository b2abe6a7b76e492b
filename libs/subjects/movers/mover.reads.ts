import { Type } from 'typebox';
import { COMPARISONS } from '#figures/question.js';
import { Problem } from '#kernel/problem.js';
import { catalogueOfSaid } from '../catalogue-of-said.js';
import { reads } from '../read.js';
import { MOVERS } from './mover.answers.js';
import { movers } from './movers.js';

const named = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }));

export const MOVER_READS = {
  listMovers: reads({
    path: 'movers',
    scope: 'read',
    parameters: Type.Object({
      metric: named('The figure, by its name in GET /v1/metrics; needed.'),
      by: named('The dimension whose values are the parts; needed.'),
      period: named('Such as last-month; this-month where neither it nor from is given.'),
      from: named('The first day, in place of period.'),
      to: named('The last day; asOf where absent.'),
      compare: Type.Enum(COMPARISONS, {
        default: 'previous-period',
        description:
          'With the period before, or the same a year before; cut to equal elapsed days where it is not over.',
      }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
    }),
    answers: MOVERS,
    answeredFrom: 'figures',
    questions: true,
    example: {
      summary: 'Which regions moved revenue from one month to the next',
      query: { metric: 'revenue.net', by: 'region', period: 'last-month', asOf: '2024-04-15' },
    },
    answer: async ({ parameters, asOf: { day: asOf }, knownAt, today }, on) => {
      const { metric = missing('metric'), by = missing('by'), compare, limit, ...days } = parameters;
      const cut = { asOf, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const span = Object.keys(days).length === 0 ? { period: 'this-month' } : days;
      const catalogue = await catalogueOfSaid([metric, by], on, knownAt);
      const { currency, definitions, calendar } = on;
      const context = { catalogue, currency, definitions, today, fiscalStart: calendar.fiscalStart };
      const found = await movers({ metric, by, compare, limit, days: span, ...cut }, on.views, context);
      return { ...found, position: on.position(found.position) };
    },
    looksAt: (_asked, { events }) => ({ facts: 4 * events }),
  }),
};

function missing(field: string): never {
  throw new Problem('invalid-request', `${field} is required`, [{ field, detail: 'is required' }]);
}
