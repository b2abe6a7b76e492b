import { Type } from 'typebox';
import { byName, closed, DATE, named, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';
import { COHORT_GRAINS, SUPPRESSED } from '../customers/purchase.answers.js';
import { STEP_CELL } from './step.answers.js';

export const FUNNEL = named('Funnel', 'How many customers took step after step', {
  steps: Type.Array(text('the fact that a step is'), { description: 'in their order' }),
  within: text('how long after the first step the others count'),
  grain: oneOf(COHORT_GRAINS),
  asOf: DATE,
  position: POSITION,
  cohorts: Type.Array(
    closed({
      cohort: text('the period of the first step'),
      parts: byName(Type.String(), 'what the first step was cut by; empty where by names nothing'),
      cells: Type.Array(STEP_CELL, { description: 'one for each step' }),
    }),
    { description: 'in the order of periods, and of parts in that of the alphabet' },
  ),
  total: closed({ cells: Type.Array(STEP_CELL, { description: 'one for each step' }) }, 'of all cohorts and parts'),
  suppressed: SUPPRESSED,
});
export type Funnel = Told<typeof FUNNEL>;
