import { Type } from 'typebox';
import { DEFINITIONS } from '#figures/figure.answers.js';
import { byName, closed, count, DATE, DECIMAL, named, oneOf, text, type Told } from '#kernel/answer-schema.js';

const PARTS = byName(
  closed({ customers: count('who stand in it'), revenue: DECIMAL }),
  'by stage or tier: its size and the revenue of its customers',
);

/** What a policy that is only tried is answered with. */
export const POLICY_PREVIEW = named('PolicyPreview', 'What a policy would change', {
  by: oneOf(['stage', 'tier']),
  asOf: DATE,
  definitions: DEFINITIONS,
  current: PARTS,
  proposed: PARTS,
  moved: count('customers who would stand elsewhere'),
  matrix: Type.Array(closed({ from: text('the part now'), to: text('the part then'), customers: count('who move') })),
  customers: Type.Array(closed({ id: text('of a customer who would move'), from: text('now'), to: text('then') }), {
    description: 'the first 100',
  }),
});
export type PolicyPreview = Told<typeof POLICY_PREVIEW>;
