import { Type } from 'typebox';
import { parseQuestionDay } from '#figures/question-day.js';
import { reads } from '../read.js';
import { CLV, CLV_UNITS } from './clv.answers.js';
import { CLV_SORTS, customerValues } from './clv.js';

export const CLV_READS = {
  listCustomerValues: reads({
    path: 'clv',
    parameters: Type.Object({
      unit: Type.Enum(CLV_UNITS, { default: 'week', description: 'Of recency, T, alpha and horizon.' }),
      horizon: Type.Integer({
        minimum: 1,
        maximum: 3_660,
        default: 52,
        description: 'How many units ahead purchases are expected for.',
      }),
      calibration: Type.Optional(
        Type.String({
          minLength: 10,
          maxLength: 10,
          description:
            'A date before asOf: also fits to what was bought up to it, and compares with what was bought since.',
        }),
      ),
      sort: Type.Enum(CLV_SORTS, {
        default: '-expectedValue',
        description: 'By what customers are listed; with - the largest first.',
      }),
      limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
      cursor: Type.Optional(Type.String()),
    }),
    answers: CLV,
    answeredFrom: 'figures',
    questions: true,
    stages: ['facts', 'fitting', 'estimating'],
    example: {
      summary: 'What customers are expected to buy in the next year',
      query: { unit: 'week', horizon: '52', asOf: '2024-06-30', limit: '20' },
    },
    answer: async ({ parameters: { calibration, ...parameters }, asOf, knownAt, asked }, on) => {
      const cut = { asOf: asOf.day, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const day = calibration === undefined ? {} : { calibration: parseQuestionDay('calibration', calibration) };
      const found = await customerValues({ ...parameters, ...cut, ...day, asked }, on);
      return { ...found, position: on.position(found.position) };
    },
    // Purchases by customer, and as much again to fit to them.
    looksAt: (_asked, { events }) => ({ factsByCustomer: 2 * events }),
  }),
};
