import type { Static } from 'typebox';
import { list, map, object, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';

/** What becomes of an event: a fact of a type, and an expression for each of its fields. */
const MADE = {
  /** As `/v1/bulk` calls it. */
  type: label,
  /** By the fields of the fact. */
  fields: map(text),
  /** What has to be true of the event. */
  where: optional(text),
};

/** What is said of a mapping, which is called as the events are that it is for. */
export const MAPPING = object({
  ...MADE,
  /** Where that is not true, the first of these of which it is. */
  otherwise: optional(list(object(MADE))),
  description: optional(text),
});

export type MappingSaid = Static<typeof MAPPING>;
/** One way to make a fact of an event. */
export type MadeSaid = Pick<MappingSaid, 'type' | 'fields' | 'where'>;
