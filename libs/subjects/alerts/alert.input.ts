import { parseDecimal } from '#kernel/decimal.js';
import { understood, type Rule } from '#ledger/input/kind.js';
import { whole } from '#ledger/input/number.js';
import { map, object, optional, type Said } from '#ledger/input/object.js';
import { label, labels, oneOf } from '#ledger/input/text.js';
import { AGAINST, SEVERITIES, type AlertRule, type Bounds } from './alert-rule.js';
import { grainOf } from './alert-window.js';
import { bounds, channelIds, clearing, duration, isTrue, threshold, windowName, yesOrNo } from './alert.kinds.js';

const CHANGE = object(
  { against: oneOf(AGAINST), above: optional(threshold), below: optional(threshold) },
  ({ above, below }, scope) => {
    if (scope.sound && (above === undefined) === (below === undefined))
      scope.fail('above', 'or below is wanted: one of the two');
  },
);

const CONDITION = object(
  {
    above: optional(threshold),
    below: optional(threshold),
    outside: optional(bounds),
    inside: optional(bounds),
    change: optional(CHANGE),
    anomaly: optional(object({ sensitivity: whole(10, 1) })),
    noData: optional(isTrue),
    attainment: optional(object({ below: threshold })),
  },
  (said, scope) => {
    if (scope.sound && Object.keys(said).length !== 1)
      scope.fail('', 'must be one of above, below, outside, inside, change, anomaly, noData and attainment');
  },
);

const FIELDS = {
  title: label,
  metric: label,
  where: understood(map(labels), () => ({})),
  by: optional(label),
  window: windowName,
  condition: CONDITION,
  clear: optional(clearing),
  for: optional(duration('on how many days in a row it has to hold; of noData, for how long there is no fact')),
  cooldown: optional(duration('for how long a part that fired does not fire again')),
  severity: understood(oneOf(SEVERITIES), () => 'warning' as const),
  channels: understood(channelIds, () => []),
  enabled: understood(yesOrNo, () => true),
};

/** What is said of a rule. */
export const ALERT_RULE = object(FIELDS, betweenFields as Rule<Said<typeof FIELDS>>);

/** What holds between the fields of a rule. */
function betweenFields(said: Partial<AlertRule>, scope: Parameters<Rule<object>>[1]): void {
  if (!scope.sound) return;
  const { condition, clear, window } = said as AlertRule;
  if ('noData' in condition && said.for === undefined) scope.fail('for', 'is required with noData: for how long');
  if ('anomaly' in condition && grainOf(window) === undefined)
    scope.fail('window', 'must be one of the calendar with anomaly, which looks at one bucket after another');
  const wrong = clear === undefined ? undefined : clearObjection(condition, clear);
  if (wrong !== undefined) scope.fail('clear', wrong);
}

/** Why a condition cannot be over there: that lies on the wrong side of its threshold. */
function clearObjection(condition: AlertRule['condition'], clear: string | Bounds): string | undefined {
  if ('anomaly' in condition || 'noData' in condition) return 'has no meaning with this condition: leave it out';
  if ('outside' in condition) return withinObjection(clear, condition.outside, 'outside');
  if ('inside' in condition)
    return typeof clear === 'string' || !isWithin(condition.inside, clear)
      ? 'must be two decimals that inside lies between'
      : undefined;
  if (typeof clear !== 'string') return 'must be one decimal';
  const thresholds =
    'change' in condition ? condition.change : 'attainment' in condition ? condition.attainment : condition;
  const [above, below] = ['above' in thresholds && thresholds.above, 'below' in thresholds && thresholds.below];
  if (typeof above === 'string' && parseDecimal(clear) > parseDecimal(above)) return `must not be above ${above}`;
  if (typeof below === 'string' && parseDecimal(clear) < parseDecimal(below)) return `must not be below ${below}`;
  return undefined;
}

function withinObjection(clear: string | Bounds, outer: Bounds, name: string): string | undefined {
  return typeof clear === 'string' || !isWithin(clear, outer) ? `must be two decimals within ${name}` : undefined;
}

function isWithin([low, high]: Bounds, [from, to]: Bounds): boolean {
  return parseDecimal(low) >= parseDecimal(from) && parseDecimal(high) <= parseDecimal(to);
}
