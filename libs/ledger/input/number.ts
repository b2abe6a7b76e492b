import type { TSchema, TUnsafe } from 'typebox';
import { AmountError, formatDecimal, parseDecimal } from '#kernel/decimal.js';
import { refusing } from '#kernel/shown.js';
import { kind, NONE, refused, type Kind } from './kind.js';
import type { Refusal } from './mistakes.js';

const DECIMAL: TSchema = {
  description: 'an exact decimal as text; a number is taken at its shortest form',
  oneOf: [{ type: 'string', pattern: '^-?(0|[1-9]\\d*)(\\.\\d+)?$' }, { type: 'number' }],
};

/** A decimal of 0 or more with at most 6 places, kept as canonical text. */
export const amount = kind<string>(DECIMAL, decimals('zero', 6));

/** As `amount`, and more than 0. */
export const positiveAmount = kind<string>(DECIMAL, decimals('more', 6));

/** A decimal of either sign with at most 6 places, kept as canonical text. */
export const signedAmount = kind<string>(DECIMAL, decimals('any', 6));

/** A decimal of more than 0 with at most 3 places. */
export const quantity = kind<string>(DECIMAL, decimals('more', 3));

/** A decimal from 0 to 1. */
export const rate = kind<string>(
  { ...DECIMAL, description: '0 to 1, an exact decimal as text' },
  {
    ...decimals('zero', 6),
    refusals: rateRefusals,
    accepts: (value) => rateRefusals(value).length === 0,
  },
);

/** A whole number of at most `max`, and at least `min` (0 unless given). */
export function whole(max: number, min = 0): TUnsafe<number> {
  const accepts = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  const must = `must be a whole number from ${String(min)} to ${String(max)}`;
  return kind<number>(
    { type: 'integer', minimum: min, maximum: max },
    { refusals: (value) => (accepts(value) ? NONE : refused(value, must)), accepts },
  );
}

/** The usual forms, told without reckoning: what has no sign, and what is canonical already. */
const PLAIN = { 3: /^(?:0|[1-9]\d{0,15})(?:\.\d{1,3})?$/, 6: /^(?:0|[1-9]\d{0,15})(?:\.\d{1,6})?$/ };
const CANONICAL = /^(?:0|[1-9]\d{0,15})(?:\.\d{0,5}[1-9])?$/;

/** The smallest that is taken: of either sign, 0, more than 0. */
type Least = 'any' | 'zero' | 'more';

function decimals(min: Least, scale: 3 | 6): Kind<string> {
  const plain = (value: unknown): boolean =>
    typeof value === 'string' && PLAIN[scale].test(value) && (min !== 'more' || /[1-9]/.test(value));
  const refusals = (value: unknown): readonly Refusal[] => (plain(value) ? NONE : decimalRefusals(value, min, scale));
  return {
    refusals,
    accepts: (value) => plain(value) || decimalRefusals(value, min, scale).length === 0,
    normal: (value) =>
      typeof value === 'string' && CANONICAL.test(value)
        ? value
        : formatDecimal(parseDecimal(value as string | number)),
  };
}

function decimalRefusals(value: unknown, min: Least, scale: number): readonly Refusal[] {
  if (typeof value !== 'string' && typeof value !== 'number')
    return refused(value, 'must be a decimal number such as "12.345"');
  try {
    const micro = parseDecimal(value, scale);
    if (micro > 0n || min === 'any' || (micro === 0n && min === 'zero')) return NONE;
    return refused(value, min === 'more' ? 'must be more than 0' : 'must be 0 or more');
  } catch (error) {
    if (!(error instanceof AmountError)) throw error;
    return [{ detail: refusing(value, error.detail), range: error.reason === 'out-of-range' }];
  }
}

function rateRefusals(value: unknown): readonly Refusal[] {
  const wrong = decimalRefusals(value, 'zero', 6);
  if (wrong.length > 0) return wrong;
  const micro = parseDecimal(value as string | number);
  return micro > parseDecimal('1') ? refused(formatDecimal(micro), 'must be from 0 to 1') : NONE;
}
