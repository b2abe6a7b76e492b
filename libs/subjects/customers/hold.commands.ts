import { commandInput } from '#ledger/input/command-input.js';
import { optional } from '#ledger/input/object.js';
import { label, text } from '#ledger/input/text.js';
import type { PlaceHold, ReleaseHold } from './hold.decider.js';

export const HOLD = commandInput(
  'PlaceHold',
  { id: label, customerId: label, reason: optional(text) },
  ({ id: change, customerId: id, ...said }, { now }): PlaceHold => ({
    type: 'PlaceHold',
    id,
    change,
    at: now,
    ...said,
  }),
);

export const RELEASE = commandInput(
  'ReleaseHold',
  { id: label, customerId: label, hold: optional(label), reason: optional(text) },
  ({ id: change, customerId: id, ...said }, { now }): ReleaseHold => ({
    type: 'ReleaseHold',
    id,
    change,
    at: now,
    ...said,
  }),
);
