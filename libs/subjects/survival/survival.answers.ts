import { Type } from 'typebox';
import { closed, count, DATE, named, nullable, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';

/** What customers were on the day of their first purchase. */
export const SURVIVAL_PARTS = ['region', 'segment', 'source', 'salesperson', 'cohort'] as const;

export const SURVIVAL = named('Survival', 'How long customers stay after their first purchase', {
  method: text('how it is worked out'),
  asOf: DATE,
  position: POSITION,
  by: nullable(oneOf(SURVIVAL_PARTS), 'null: all are one part'),
  warnings: Type.Array(Type.String(), { description: 'why not to trust it; empty where nothing speaks against it' }),
  parts: Type.Array(
    closed({
      part: text('what they were on the day of their first purchase; empty where none was given, or all are one part'),
      customers: count('who bought by asOf'),
      lost: count('of them by asOf, at least once'),
      median: nullable(Type.Integer({ minimum: 0 }), 'days after which at most half are left; null where more are'),
      curve: Type.Array(
        closed({
          days: count('since the first purchase'),
          atRisk: count('seen at least so long and not lost before'),
          gone: count('lost on that day for the first time'),
          survival: Type.Number({ minimum: 0, maximum: 1, description: 'the share still there at its end' }),
        }),
        { description: 'a step for each day somebody is lost on; 1 before the first' },
      ),
    }),
    { description: 'in the order of the alphabet' },
  ),
});
export type Survival = Told<typeof SURVIVAL>;
