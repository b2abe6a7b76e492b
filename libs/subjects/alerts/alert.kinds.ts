import type { TUnsafe } from 'typebox';
import { formatDecimal, isDecimal, parseDecimal } from '#kernel/decimal.js';
import { kind, NONE, refused } from '#ledger/input/kind.js';
import { labelError } from '#ledger/label.js';
import type { Bounds } from './alert-rule.js';
import { parseWindow, WINDOW_GRAINS } from './alert-window.js';

/** Kinds of values that only rules of alerts have. */

const DECIMAL = {
  description: 'an exact decimal as text, also below 0; a number is taken at its shortest form',
  oneOf: [{ type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' }, { type: 'number' }],
};
const TWO_DECIMALS = { type: 'array', items: DECIMAL, minItems: 2, maxItems: 2 };
/** Channels of a rule at most. */
const MOST_CHANNELS = 20;

/** A decimal of either sign with at most 6 places, kept as canonical text. */
export const threshold = told<string>(
  DECIMAL,
  'must be a decimal such as "12.345" with at most 6 decimals',
  isDecimal,
  canonical,
);

/** A lower and an upper decimal. */
export const bounds = told<Bounds>(
  { ...TWO_DECIMALS, description: 'the lower and the upper one', examples: [['100', '200.5']] },
  'must be two decimals, the lower one first',
  isBounds,
  canonicalBounds,
);

/** Where a condition is over: as its threshold is. */
export const clearing = told<string | Bounds>(
  { description: 'where it is over: a decimal; of outside and inside two', oneOf: [...DECIMAL.oneOf, TWO_DECIMALS] },
  'must be a decimal, of outside and inside two',
  (value) => isDecimal(value) || isBounds(value),
  (value) => (Array.isArray(value) ? canonicalBounds(value) : canonical(value)),
);

/** Whole days such as `2d`. */
export function duration(description: string): TUnsafe<string> {
  return told<string>(
    { type: 'string', pattern: '^([1-9][0-9]?|[1-3][0-9]{2}|400)d$', description, examples: ['2d'] },
    'must be days, from "1d" to "400d"',
    (value) => typeof value === 'string' && /^([1-9]\d?|[1-3]\d\d|400)d$/.test(value),
  );
}

const WINDOWS = `${WINDOW_GRAINS.join(', ')}, or last-N-days with N from 1 to 400`;

/** The days that a figure is of. */
export const windowName = told<string>(
  { type: 'string', description: WINDOWS, examples: ['month', 'last-7-days'] },
  `must be ${WINDOWS}`,
  (value) => typeof value === 'string' && parseWindow(value) !== undefined,
);

/** Ids of channels, none among them twice. */
export const channelIds = told<readonly string[]>(
  {
    type: 'array',
    items: { type: 'string' },
    maxItems: MOST_CHANNELS,
    description: 'who is told',
    examples: [['ops']],
  },
  `must be a list of at most ${String(MOST_CHANNELS)} ids of channels`,
  (value) => Array.isArray(value) && value.length <= MOST_CHANNELS && value.every((id) => labelError(id) === undefined),
  (value) => [...new Set(value as readonly string[])],
);

export const yesOrNo = told<boolean>(
  { type: 'boolean', examples: [true, false] },
  'must be true or false',
  (value) => typeof value === 'boolean',
);
export const isTrue = told<true>({ const: true, examples: [true] }, 'must be true', (value) => value === true);

function told<Value>(
  description: object,
  wrong: string,
  accepts: (value: unknown) => boolean,
  normal: (value: unknown) => Value = (value) => value as Value,
): TUnsafe<Value> {
  return kind<Value>(description, {
    refusals: (value) => (accepts(value) ? NONE : refused(value, wrong)),
    accepts,
    normal,
  });
}

function isBounds(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || !value.every(isDecimal)) return false;
  const [low = 0, high = 0] = value as readonly (string | number)[];
  return parseDecimal(low) < parseDecimal(high);
}

function canonical(value: unknown): string {
  return formatDecimal(parseDecimal(value as string | number));
}

function canonicalBounds(value: unknown): Bounds {
  const [low, high] = value as readonly unknown[];
  return [canonical(low), canonical(high)];
}
