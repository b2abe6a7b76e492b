import { count, DATE, named, oneOf, type Told } from '#kernel/answer-schema.js';
import { RETAINED } from './retention.events.js';

/** What a rule that is only tried is answered with. */
export const RETENTION_PREVIEW = named('RetentionPreview', 'Whom a rule of retention would have erased today', {
  of: oneOf(RETAINED),
  afterDays: count('of nothing that happened'),
  asOf: DATE,
  customers: count('who would be erased'),
  held: count('who would, were they not held'),
  unsealed: count('who would, had all of theirs been recorded sealed'),
});
export type RetentionPreview = Told<typeof RETENTION_PREVIEW>;
