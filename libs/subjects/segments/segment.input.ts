import type { Static } from 'typebox';
import { object, optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import { SegmentRule } from './segment-rule.js';

/** What is said of a segment. */
export const SEGMENT = object({ title: label, rule: text, description: optional(text) });

/** @throws Problem `invalid-request` with the place of what is wrong in the rule */
export function needRule({ rule }: Static<typeof SEGMENT>): void {
  new SegmentRule(rule);
}
