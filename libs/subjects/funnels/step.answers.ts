import { Type } from 'typebox';
import { closed, count, nullable } from '#kernel/answer-schema.js';

const share = (description: string) => nullable(Type.Number({ minimum: 0, maximum: 1 }), description);

/** What became of those who entered together, at one step. */
export const STEP_CELL = closed({
  step: Type.Integer({ minimum: 1, description: 'which of the steps' }),
  customers: nullable(
    count('who took it'),
    'who took it, all before it included; null where fewer than the key may see, and so is what follows from it',
  ),
  share: share('of those who took the first; null of nobody'),
  fromPrevious: share('of those who took the one before; null of nobody, and for the first'),
  medianDays: nullable(Type.Number({ minimum: 0 }), 'since the step before; null of nobody, and for the first'),
  incomplete: Type.Boolean({ description: 'whether what happens on days to come can change it' }),
});
