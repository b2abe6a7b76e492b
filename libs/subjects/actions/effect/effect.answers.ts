import { Type } from 'typebox';
import { closed, count, DATE, DECIMAL, named, nullable, oneOf, text, type Told } from '#kernel/answer-schema.js';
import { GOAL_METRICS } from '../../automations/goal.js';
import { VERSION } from '../action.answers.js';

const arm = (description: string) =>
  closed(
    {
      customers: count('whose days are over, each once, from the first decision about it on'),
      open: count('whose days are not over by asOf: they are left out'),
      reached: count('of the customers, who reached the goal'),
      rate: nullable(Type.Number({ minimum: 0, maximum: 1 }), 'reached / customers; null of none'),
      revenue: { ...DECIMAL, description: 'what they bought in their days, less what of it was given back by asOf' },
      revenuePerCustomer: nullable(Type.Number(), 'revenue / customers, in the base currency; null of none'),
    },
    description,
  );

const difference = (description: string) =>
  nullable(
    closed({
      value: Type.Number({ description: 'of those acted on, less of those held out' }),
      interval: nullable(
        closed({ low: Type.Number(), high: Type.Number() }),
        'that has it with 95 % certainty; null where too few, or all the same, say nothing of it',
      ),
    }),
    description,
  );

export const EFFECT = named(
  'AutomationEffect',
  'What an automation changed: those it acted on against those held out',
  {
    id: text('of the automation'),
    version: VERSION,
    goal: Type.Optional(
      closed(
        { metric: oneOf(GOAL_METRICS), within: text('days after the decision') },
        'as that version has it; without one there is nothing to hold those acted on against those held out by: only the response is told',
      ),
    ),
    asOf: DATE,
    method: Type.Optional(text('how the intervals are worked out')),
    acted: Type.Optional(arm('whom it acted on')),
    heldOut: Type.Optional(arm('on whom it would have but for holding them out')),
    response: closed(
      {
        customers: count('whom it acted on by asOf, also those whose days are not over'),
        responses: count('of them, who bought, or were in touch by themselves, naming the automation as campaign'),
        rate: nullable(Type.Number({ minimum: 0, maximum: 1 }), 'responses / customers; null of none'),
        revenue: { ...DECIMAL, description: 'of sales that name it, less what of them was given back by asOf' },
        cost: nullable(DECIMAL, 'fixed, and for each customer acted on; null where it says none'),
        costPerResponse: nullable(Type.Number(), 'cost / responses, in the base currency; null of none'),
      },
      'from the decision about each to the end of asOf',
    ),
    difference: Type.Optional(
      closed({
        rate: difference('of the rates; null where there is nobody to compare'),
        revenuePerCustomer: difference('of what they bought; null where there is nobody to compare'),
      }),
    ),
    warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
  },
);
export type Effect = Told<typeof EFFECT>;
