import { flag } from '#ledger/input/flag.js';
import { understood, type Rule } from '#ledger/input/kind.js';
import { rate } from '#ledger/input/number.js';
import { list, object, optional, type Said } from '#ledger/input/object.js';
import { label, oneOf, text } from '#ledger/input/text.js';
import { ONCE, type Automation } from './automation.js';
import { CAP } from './cap.js';
import { COST } from './cost.js';
import { conditionsOf } from './condition.js';
import { ACTION, checkAction } from './doing/doings.js';
import { GOAL } from './goal.js';
import { QUIET_HOURS } from './quiet-hours.js';
import { ON, wait } from './trigger.input.js';

/** What one occasion leads to at most. */
const MOST = 10;

const FIELDS = {
  title: label,
  description: optional(text),
  on: ON,
  if: optional(text),
  wait: optional(wait),
  do: list(ACTION),
  once: understood(oneOf(ONCE), () => 'per-entry' as const),
  cap: optional(CAP),
  quietHours: optional(QUIET_HOURS),
  holdOut: understood(rate, () => '0'),
  goal: optional(GOAL),
  cost: optional(COST),
  enabled: understood(flag, () => true),
};

/** What is said of an automation. */
export const AUTOMATION = object(FIELDS, betweenFields as Rule<Said<typeof FIELDS>>);

function betweenFields(said: Partial<Said<typeof FIELDS>>, scope: Parameters<Rule<object>>[1]): void {
  if (!scope.sound) return;
  const { do: all = [] } = said;
  if (all.length > MOST) scope.fail('do', `must have at most ${String(MOST)} actions`);
  for (const [i, action] of all.entries()) checkAction(action, scope, `do[${String(i)}]`);
  if (all.filter(({ assign }) => assign !== undefined).length > 1) scope.fail('do', 'must assign the customer once');
}

/** @throws Problem `invalid-request` with the place of what is wrong in a condition */
export function needConditions(said: Said<typeof FIELDS>): void {
  conditionsOf(said as object as Automation);
}
