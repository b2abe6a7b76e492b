import { Type } from 'typebox';
import { closed, count, DATE, named, oneOf, text, type Told } from '#kernel/answer-schema.js';
import { GRAINS } from '#kernel/time/periods.js';
import { CUSTOMER } from '../customers/customer.answers.js';

/** The period that a row is of, under the name of its grain. */
const PERIOD = Object.fromEntries(
  GRAINS.map((grain) => [grain, Type.Optional(text(`the period, where rows go by ${grain}`))]),
) as Record<(typeof GRAINS)[number], ReturnType<typeof Type.Optional<ReturnType<typeof text>>>>;

export const SEGMENT_SIZE = named('SegmentSize', 'How many were members, period by period', {
  id: text('of the segment'),
  version: Type.Integer({ minimum: 1, description: 'of its rule' }),
  grain: oneOf(GRAINS),
  asOf: DATE,
  rows: Type.Array(
    closed({
      ...PERIOD,
      opening: count('members at the end of the day before'),
      entered: count('members at its end who were none before it'),
      left: count('members before it who are none at its end'),
      closing: count('members at the end of its last day, or of asOf: opening + entered - left'),
    }),
  ),
});
export type SegmentSize = Told<typeof SEGMENT_SIZE>;

export const SEGMENT_PREVIEW = named('SegmentPreview', 'Who would be in a segment', {
  asOf: DATE,
  members: count('customers of whom the rule is true'),
  customers: count('all there are on the day'),
  examples: Type.Array(CUSTOMER, { description: 'the first of them by id' }),
});
export type SegmentPreview = Told<typeof SEGMENT_PREVIEW>;
