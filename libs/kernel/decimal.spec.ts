import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AMOUNT_LIMIT, divideHalfEven, formatDecimal, multiply, parseDecimal } from './decimal.js';

const micro = fc.oneof(
  fc.bigInt({ min: -AMOUNT_LIMIT + 1n, max: AMOUNT_LIMIT - 1n }),
  // Around the end of what a double holds exactly, and far below.
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
  fc.bigInt({ min: -10_000_000n, max: 10_000_000n }),
);

describe('a decimal', () => {
  it('reads back from how it is written, and has one way of being written', () => {
    fc.assert(
      fc.property(micro, (value) => {
        const text = formatDecimal(value);
        expect(parseDecimal(text)).toBe(value);
        expect(text).toMatch(/^(0|-?[1-9]\d*(\.\d*[1-9])?|-?0\.\d*[1-9])$/);
      }),
    );
  });

  it.each([
    ['12.345', 12_345_000n],
    ['0', 0n],
    ['-0', 0n],
    ['-0.000001', -1n],
    ['1.100000000', 1_100_000n],
    ['9999999999999999.999999', AMOUNT_LIMIT - 1n],
    [1.5, 1_500_000n],
    [0.1, 100_000n],
    [1e3, 1_000_000_000n],
    [1e15, 10n ** 21n],
    [0.000001, 1n],
    [1e-6, 1n],
    [-2.5e-5, -25n],
    [123456789012345, 123_456_789_012_345_000_000n],
  ])('%p is taken exactly', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each(['', ' ', '1 ', '+1', '007', '1.', '.5', '1e3', '1,5', '0x1', 'NaN', '١', '1_000', '--1'])(
    '%p is malformed',
    (text) => {
      expect(() => parseDecimal(text)).toThrow(expect.objectContaining({ reason: 'malformed' }));
    },
  );

  it.each([
    '0.0000001',
    '10000000000000000',
    '-10000000000000000',
    1e16,
    1e-7,
    1e300,
    Infinity,
    NaN,
    1234567890123456,
    0.1 + 0.2,
  ])('%p cannot be represented', (value) => {
    expect(() => parseDecimal(value)).toThrow(expect.objectContaining({ reason: 'out-of-range' }));
  });

  it('may be held to fewer decimals', () => {
    expect(parseDecimal('1.250', 3)).toBe(1_250_000n);
    expect(() => parseDecimal('1.2501', 3)).toThrow('at most 3 decimals');
  });
});

describe('a product', () => {
  it.each([
    ['0.000001', '0.5', '0'],
    ['0.000003', '0.5', '0.000002'],
    ['-0.000003', '0.5', '-0.000002'],
    ['0.000005', '0.5', '0.000002'],
    ['0.000001', '0.500001', '0.000001'],
    ['3', '4.15', '12.45'],
  ])('%s x %s is %s, rounded half-even once', (a, b, product) => {
    expect(formatDecimal(multiply(parseDecimal(a), parseDecimal(b)))).toBe(product);
  });

  it('is never further than half a millionth from the exact one, and even in the middle', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (a, b) => {
          const quotient = divideHalfEven(a, b);
          const twice = 2n * (a - quotient * b);
          expect(twice <= b && twice >= -b).toBe(true);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (a, half) => {
          const quotient = divideHalfEven(2n * half * a + half, 2n * half);
          expect(quotient).toBe(a % 2n === 0n ? a : a + 1n);
        },
      ),
    );
  });
});
