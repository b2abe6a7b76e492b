import { Type } from 'typebox';
import { DEFINITIONS, FIGURE } from '#figures/figure.answers.js';
import { CAUSES_OF_CHANGE } from '#figures/explain.js';
import { closed, count, INSTANT, named, NEXT, oneOf, POSITION, text, type Told } from '#kernel/answer-schema.js';

const CHANGED = named('ChangedRecord', 'A thing that a figure changed by', {
  kind: oneOf(['record', 'customer'], 'a thing by the name of its stream, or a customer'),
  id: text('of the stream, or of the customer'),
  change: FIGURE,
  events: Type.Array(
    closed({ position: POSITION, type: text('such as SaleRefunded'), occurredAt: INSTANT, recordedAt: INSTANT }),
    { description: 'what happened to it between the two points: the first 20' },
  ),
});

export const EXPLANATION = named('Explanation', 'Why a figure differs between two points', {
  metric: text('its name'),
  unit: text('what it counts'),
  a: FIGURE,
  b: FIGURE,
  change: FIGURE,
  definitions: closed({ a: DEFINITIONS, b: DEFINITIONS }),
  parts: Type.Array(
    named('ChangePart', 'The part of a change that has one cause; all parts sum to the change', {
      part: oneOf(CAUSES_OF_CHANGE),
      change: FIGURE,
      count: count('things'),
      records: Type.Array(CHANGED),
      next: NEXT,
    }),
  ),
});
export type Explained = Told<typeof EXPLANATION>;
