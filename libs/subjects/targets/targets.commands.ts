import { aggregate } from '#ledger/aggregate.js';
import type { Said } from '#ledger/differences.js';
import { commandInput } from '#ledger/input/command-input.js';
import { understood } from '#ledger/input/kind.js';
import { amount } from '#ledger/input/number.js';
import { map } from '#ledger/input/object.js';
import { label, labels } from '#ledger/input/text.js';
import { date, startOfDate } from '#ledger/input/time.js';
import { TARGET_EVENTS, type TargetSet } from './target.events.js';
import { targetsDecider, type SetTarget } from './targets.decider.js';

export const SETTING = commandInput(
  'SetTarget',
  { id: label, metric: label, from: date, to: date, value: amount, where: understood(map(labels), () => ({})) },
  (target, { calendar }): SetTarget => ({ type: 'SetTarget', at: startOfDate(target.from, calendar), target }),
  ({ from = '', to = '' }, scope) => {
    if (scope.sound && to < from) scope.fail('to', 'must not be before from');
  },
);

/** The command an event was, as the caller said it. */
function targetSaid({ data }: TargetSet): Said {
  return { content: { type: 'SetTarget', ...data }, filled: [] };
}

/** The one stream of its kind. */
export const TARGETS = aggregate('targets', {
  decider: targetsDecider,
  events: TARGET_EVENTS,
  said: targetSaid,
  claimsFirst: true,
});
