import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import { column } from '#testing/answers.js';
import { exactSum, formatFigure, formatShort, numberOf } from './numbers.js';

const money = column('revenue.net', 'money', 'decimal');
const rate = column('rate', 'ratio', 'number');

describe('figures in words', () => {
  it('keep every digit of a decimal, whatever a double holds', () => {
    expect(formatFigure('9007199254740993.123456', money, 'USD', 'en')).toBe('$9,007,199,254,740,993.123456');
    expect(formatFigure('-0.1', money, 'USD', 'en')).toBe('-$0.10');
    expect(formatFigure('1234.5', money, 'CNY', 'zh')).toBe('¥1,234.50');
    expect(formatFigure('1234', money, 'JPY', 'en')).toBe('¥1,234');
  });

  it('are in the currency of their column, and in none where each row has its own', () => {
    expect(formatFigure('5', { ...money, currency: 'EUR' }, 'USD', 'en')).toBe('€5.00');
    expect(formatFigure('5', { ...money, currency: '' }, 'USD', 'en')).toBe('5');
    expect(formatFigure('5', { ...money, currency: 'points' }, 'USD', 'en')).toBe('5');
  });

  it('tell null from zero, and a ratio as percent', () => {
    expect(formatFigure(null, money, 'USD', 'en')).toBe('–');
    expect(formatFigure('0', column('orders', 'orders', 'integer'), 'USD', 'en')).toBe('0');
    expect(formatFigure(0.12345, rate, 'USD', 'en')).toBe('12.35%');
    expect(numberOf(null)).toBeNull();
    expect(numberOf('0')).toBe(0);
  });

  it('are short where there is little room', () => {
    expect(formatShort(12_345, money, 'en')).toBe('12.35K');
    expect(formatShort(12_345, money, 'zh')).toBe('1.23万');
    expect(formatShort(0.5, rate, 'en')).toBe('50%');
  });

  it('sum as the house sums decimals', () => {
    const decimal = fc.bigInt(-(10n ** 20n), 10n ** 20n).map(formatDecimal);
    fc.assert(
      fc.property(fc.array(decimal, { maxLength: 20 }), (decimals) => {
        expect(exactSum(decimals)).toBe(formatDecimal(decimals.reduce((sum, one) => sum + readDecimal(one), 0n)));
      }),
    );
    expect(exactSum([0.5, 1e-7])).toBeUndefined();
  });
});
