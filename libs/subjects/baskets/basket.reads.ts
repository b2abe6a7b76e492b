import { Type } from 'typebox';
import { parseQuestionDay } from '#figures/question-day.js';
import { Problem } from '#kernel/problem.js';
import { reads } from '../read.js';
import { BASKET_PARTS, BASKETS } from './basket.answers.js';
import { basketRules, RULE_SORTS } from './baskets.js';

const date = (description: string) => Type.Optional(Type.String({ minLength: 10, maxLength: 10, description }));
const share = (least: number, initial: number, description: string) =>
  Type.Number({ minimum: least, maximum: 1, default: initial, description });

export const BASKET_READS = {
  listBasketRules: reads({
    path: 'baskets',
    scope: 'read',
    parameters: Type.Object({
      from: date('The first day of the sales; since ever where absent.'),
      to: date('The last day of the sales; asOf where absent.'),
      by: Type.Enum(BASKET_PARTS, { default: 'product', description: 'Of what in a sale.' }),
      minSupport: share(0.000_001, 0.01, 'The share of all sales that a combination is in at least.'),
      minConfidence: share(0, 0.1, 'The share of sales with the left side that have the right one too, at least.'),
      sort: Type.Enum(RULE_SORTS, { default: 'lift', description: 'By what rules are listed, the largest first.' }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
    }),
    answers: BASKETS,
    answeredFrom: 'figures',
    stages: ['facts', 'combinations', 'rules'],
    questions: true,
    example: {
      summary: 'What is bought together',
      query: { from: '2024-01-01', to: '2024-06-30', minSupport: '0.05', minConfidence: '0.2', limit: '20' },
    },
    answer: async ({ parameters: { from, to, ...parameters }, asOf: { day: asOf }, knownAt }, on) => {
      const [first, last] = [dayOf('from', from), dayOf('to', to)];
      if (first !== undefined && first > (last ?? asOf)) throw notAfter();
      const days = { ...(first !== undefined && { from: first }), to: Math.min(last ?? asOf, asOf) };
      const cut = { asOf, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const found = await basketRules({ ...parameters, ...days, ...cut }, on);
      return { ...found, position: on.position(found.position) };
    },
    looksAt: (_asked, { events }) => ({ factsByCustomer: events }),
  }),
};

function dayOf(name: string, value: string | undefined): number | undefined {
  return value === undefined ? undefined : parseQuestionDay(name, value);
}

function notAfter(): Problem {
  const detail = 'must not be after to, or asOf where there is none';
  return new Problem('invalid-request', `from ${detail}`, [{ field: 'from', detail }]);
}
