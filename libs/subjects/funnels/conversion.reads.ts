import { Type } from 'typebox';
import { Problem } from '#kernel/problem.js';
import { STAGES } from '../customers/timeline/standing.js';
import { reads } from '../read.js';
import { CONVERSION, CONVERSION_PARTS } from './conversion.answers.js';
import { conversion } from './conversion.js';

const stage = (description: string) => Type.Optional(Type.Enum(STAGES, { description }));

export const CONVERSION_READS = {
  showConversion: reads({
    path: 'conversion',
    scope: 'read',
    parameters: Type.Object({
      from_stage: stage('The stage that customers come into; needed.'),
      to_stage: stage('The stage that they are to come into afterwards; needed.'),
      within: Type.Integer({ minimum: 1, maximum: 3650, default: 30, description: 'In how many days at most.' }),
      by: Type.Optional(
        Type.Array(Type.String(), {
          description: `What is told apart, up to three of ${CONVERSION_PARTS.join(', ')} (the month in which they came into the stage).`,
        }),
      ),
    }),
    answers: CONVERSION,
    answeredFrom: 'figures',
    ofRows: true,
    ofGroups: true,
    example: {
      summary: 'How many leads became customers within 30 days',
      query: { from_stage: 'lead', to_stage: 'new', within: '30', by: 'source,cohort', asOf: '2024-06-30' },
    },
    answer: async ({ parameters, asOf: { day: asOf }, knownAt, today }, on) => {
      const { from_stage = missing('from_stage'), to_stage = missing('to_stage'), within, by = [] } = parameters;
      if (from_stage === to_stage) throw invalid('to_stage', 'must be another stage than from_stage');
      const cut = { asOf, today, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const found = await conversion({ from_stage, to_stage, within, by: partsOf(by), ...cut }, on);
      return { ...found, position: on.position(found.position) };
    },
    looksAt: (_asked, { events }) => ({ factsByCustomer: 2 * events }),
  }),
};

function partsOf(by: readonly string[]): readonly (typeof CONVERSION_PARTS)[number][] {
  const names = [...new Set(by)];
  const parts = CONVERSION_PARTS.filter((part) => names.includes(part));
  if (parts.length < names.length || parts.length > 3)
    throw invalid('by', `must be up to three of ${CONVERSION_PARTS.join(', ')}`);
  // In the order in which they are asked for.
  return parts.toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
}

function missing(field: string): never {
  throw invalid(field, 'is required');
}

function invalid(field: string, detail: string): Problem {
  return new Problem('invalid-request', `${field} ${detail}`, [{ field, detail }]);
}
