/** Millionths in one unit: amounts and quantities are whole numbers of millionths in code. */
const SCALE = 6;
const ONE = 1_000_000n;
const MILLION = 1_000_000;

/** Amounts lie strictly between -10^16 and 10^16; what does not is refused. */
export const AMOUNT_LIMIT = 10n ** 16n * ONE;

/** Text or a number that is no amount we can keep exactly; `detail` says why. */
export class AmountError extends Error {
  constructor(
    readonly detail: string,
    readonly reason: 'malformed' | 'out-of-range',
  ) {
    super(detail);
    this.name = 'AmountError';
  }
}

const DECIMAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/;

/**
 * Reads a decimal into millionths. A JSON number is taken at its shortest decimal form.
 * @param scale how many decimals are allowed (6 for amounts, 3 for quantities); trailing zeros beyond it are allowed
 * @throws AmountError
 */
export function parseDecimal(value: string | number, scale = SCALE): bigint {
  const text = typeof value === 'number' ? shortestForm(value) : value;
  // The common case by far, and much faster than the general one.
  const short = shortDecimal(text, scale);
  if (short !== undefined) return BigInt(short);
  const match = text.length <= 400 ? DECIMAL.exec(text) : null;
  if (match === null) throw new AmountError('must be a decimal number such as "12.345"', 'malformed');
  const [, sign = '', whole = '0', fraction = ''] = match;
  const kept = fraction.length > scale ? fraction.replace(/0+$/, '') : fraction;
  if (kept.length > scale) throw new AmountError(`must have at most ${String(scale)} decimals`, 'out-of-range');
  if (whole.length > 16) throw new AmountError('must be smaller than 10^16', 'out-of-range');
  const magnitude = BigInt(whole + kept.padEnd(SCALE, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** Whether something is what `parseDecimal` takes. */
export function isDecimal(value: unknown): value is string | number {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  try {
    parseDecimal(value);
    return true;
  } catch (error) {
    if (error instanceof AmountError) return false;
    throw error;
  }
}

/** Digits before the point with which millionths are exact in a double. */
const SHORT = 9;
const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
const MILLIONTHS = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/** Millionths of a decimal with few digits; undefined for any other text. */
function shortDecimal(text: string, scale: number): number | undefined {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  let [digits, value] = [0, 0];
  let fraction: number | undefined;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + code - ZERO;
      if (fraction === undefined) digits++;
      else fraction++;
    } else if (code === POINT && fraction === undefined) fraction = 0;
    else return undefined;
    if (digits > SHORT || (fraction ?? 0) > scale) return undefined;
  }
  if (digits === 0 || fraction === 0 || (digits > 1 && text.charCodeAt(start) === ZERO)) return undefined;
  const unit = MILLIONTHS[fraction ?? 0];
  if (unit === undefined) return undefined;
  const millionths = value * unit;
  return start === 1 ? -millionths : millionths;
}

/** Reads what `formatDecimal` wrote, of any size: sums are not bound by the limit of amounts. */
export function readDecimal(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0'));
}

/** The shortest decimal that reads back as the number, without an exponent. */
function shortestForm(value: number): string {
  if (!Number.isFinite(value)) throw new AmountError('must be a finite number', 'out-of-range');
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const digits = mantissa.replace(/[-.]/g, '').replace(/^0+/, '');
  if (digits.replace(/0+$/, '').length > 15)
    throw new AmountError('has more than 15 significant digits: send it as a string', 'out-of-range');
  return exponent === '0' ? mantissa : withoutExponent(mantissa, Number(exponent));
}

function withoutExponent(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const padded = digits.padEnd(point, '0');
  return `${sign}${padded.slice(0, point)}${padded.length > point ? `.${padded.slice(point)}` : ''}`;
}

/** Millionths as a decimal string without trailing zeros or exponent. */
export function formatDecimal(micro: bigint): string {
  if (micro >= -SAFE && micro <= SAFE) return formatShort(Number(micro));
  const magnitude = micro < 0n ? -micro : micro;
  const whole = magnitude / ONE;
  const rest = magnitude % ONE;
  const sign = micro < 0n ? '-' : '';
  if (rest === 0n) return `${sign}${whole.toString()}`;
  const fraction = rest.toString().padStart(SCALE, '0').replace(/0+$/, '');
  return `${sign}${whole.toString()}.${fraction}`;
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function formatShort(micro: number): string {
  const magnitude = Math.abs(micro);
  const rest = magnitude % MILLION;
  const whole = `${micro < 0 ? '-' : ''}${String((magnitude - rest) / MILLION)}`;
  if (rest === 0) return whole;
  let end = SCALE;
  const fraction = String(MILLION + rest).slice(1);
  while (fraction.charCodeAt(end - 1) === ZERO) end--;
  return `${whole}.${fraction.slice(0, end)}`;
}

/** The product of two numbers of millionths, rounded half-even to millionths, once. */
export function multiply(a: bigint, b: bigint): bigint {
  return divideHalfEven(a * b, ONE);
}

/** An amount in the base currency at a rate, rounded half-even once; as it is where there is no rate. */
export function convert(amount: bigint, rate: string | null): bigint {
  return rate === null || rate === '1' ? amount : multiply(amount, parseDecimal(rate));
}

/** a / b rounded half-even; b > 0. */
export function divideHalfEven(a: bigint, b: bigint): bigint {
  const magnitude = a < 0n ? -a : a;
  const quotient = magnitude / b;
  const twice = (magnitude % b) * 2n;
  const up = twice > b || (twice === b && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return a < 0n ? -rounded : rounded;
}
