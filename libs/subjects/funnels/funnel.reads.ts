import { Type } from 'typebox';
import { byName, closed } from '#kernel/answer-schema.js';
import { COHORT_GRAINS } from '../customers/purchase.answers.js';
import { catalogueOfSaid } from '../catalogue-of-said.js';
import { reads } from '../read.js';
import { FUNNEL } from './funnel.answers.js';
import { parseFunnel } from './funnel-question.js';
import { funnel } from './funnel.js';
import { STEP_EVENTS } from './step-events.js';

const date = (description: string) => Type.Optional(Type.String({ minLength: 10, maxLength: 10, description }));
const STEP = closed({
  event: Type.String({ description: `The fact that it is: ${Object.keys(STEP_EVENTS).join(', ')}.` }),
  where: Type.Optional(byName(Type.Array(Type.String()), 'Only those of these values, by dimension.')),
});

export const FUNNEL_READS = {
  showFunnel: reads({
    path: 'funnels',
    posted: true,
    scope: 'read',
    parameters: Type.Object({
      steps: Type.Optional(
        Type.Array(STEP, { description: 'In the order in which customers take them, 2 to 10; needed.' }),
      ),
      within: Type.String({
        default: '30d',
        maxLength: 10,
        description: 'How many days after the first step the others count.',
      }),
      by: Type.Optional(Type.Array(Type.String(), { description: 'What the first step is cut by, up to three.' })),
      grain: Type.Enum(COHORT_GRAINS, { default: 'month', description: 'How long the periods of a cohort are.' }),
      from: date('The first day of first steps; since ever where absent.'),
      to: date('The last day of first steps.'),
    }),
    answers: FUNNEL,
    answeredFrom: 'figures',
    questions: true,
    ofRows: true,
    ofGroups: true,
    example: {
      summary: 'How many customers bought after a call, by month of their first call',
      body: {
        steps: [{ event: 'InteractionLogged', where: { kind: ['call'] } }, { event: 'SaleRecorded' }],
        within: '30d',
        from: '2024-01-01',
        to: '2024-06-30',
        asOf: '2024-12-31',
      },
    },
    answer: async ({ parameters, asOf: { day: asOf }, knownAt, today }, on) => {
      const { grain, ...sent } = parameters;
      const catalogue = await catalogueOfSaid([sent.steps, sent.by], on, knownAt);
      const question = parseFunnel(sent, catalogue);
      const cut = { asOf, today, ...(knownAt !== undefined && { knownAt: knownAt.day }) };
      const found = await funnel(
        { ...question, grain, ...cut },
        { ...on, catalogue, fiscalStart: on.calendar.fiscalStart },
      );
      return { ...found, position: on.position(found.position) };
    },
    looksAt: ({ parameters: { steps = [] } }, { events }) => ({ factsByCustomer: events * steps.length }),
  }),
};
