import { Type } from 'typebox';
import { byName, closed, count, DATE, named, nullable, oneOf, POSITION, type Told } from '#kernel/answer-schema.js';
import { SUPPRESSED } from '../customers/purchase.answers.js';
import { STAGES } from '../customers/timeline/standing.js';

/** What customers who enter a stage are cut by. */
export const CONVERSION_PARTS = ['cohort', 'source', 'segment', 'region', 'salesperson'] as const;

const few = (of: string) => nullable(count(of), `${of}; null where fewer than the key may see`);

const CONVERTED = {
  entered: few('customers who came into the stage, each once'),
  converted: few('of them, who came into the other one in time'),
  share: nullable(Type.Number({ minimum: 0, maximum: 1 }), 'converted / entered; null of nobody'),
  medianDays: nullable(Type.Number({ minimum: 0 }), 'of those who converted, from one to the other; null of nobody'),
  incomplete: Type.Boolean({ description: 'whether what happens on days to come can change it' }),
};

export const CONVERSION = named('Conversion', 'How many customers of a stage came into another one, and in what time', {
  from_stage: oneOf(STAGES),
  to_stage: oneOf(STAGES),
  within: count('days'),
  asOf: DATE,
  position: POSITION,
  rows: Type.Array(
    closed({
      parts: byName(Type.String(), 'what they were on the day they entered; the month of it as cohort'),
      ...CONVERTED,
    }),
    { description: 'in the order of the alphabet' },
  ),
  total: closed(CONVERTED, 'of all'),
  suppressed: SUPPRESSED,
});
export type Conversion = Told<typeof CONVERSION>;
