import { describe, expect, it } from '@jest/globals';
import { formatOf } from './format.js';

const MONEY = { type: 'decimal', unit: 'money' } as const;
const SHARE = { type: 'number', unit: 'ratio' } as const;
const DAYS = { type: 'number', unit: 'days' } as const;

describe('figures as they are written', () => {
  const { figure, exact, signed } = formatOf('en', 'EUR', 'UTC');

  it('are short where they are looked over, and exact where somebody wants to know', () => {
    expect([figure('1234.567891', MONEY), exact('1234.567891', MONEY)]).toEqual(['€1,234.57', '€1,234.567891']);
    expect([figure(0.123456, SHARE), exact(0.123456, SHARE)]).toEqual(['12.3%', '12.3456%']);
    expect([figure(12.3456789, DAYS), exact(12.3456789, DAYS)]).toEqual(['12.35', '12.345679']);
    expect(exact('9007199254740993.000001', MONEY)).toBe('€9,007,199,254,740,993.000001');
    expect([figure(null, MONEY), exact(null, SHARE)]).toEqual(['–', '–']);
  });

  it('are of a currency that is told from others, which may be another than the book has', () => {
    const dollars = { ...MONEY, currency: 'USD' };
    expect([figure('5', dollars), exact('5.125', dollars)]).toEqual(['US$5.00', 'US$5.125']);
    expect(figure('5', { ...MONEY, currency: 'CAD' })).toBe('CA$5.00');
    expect([signed('5', 'money', 'USD'), figure('1234', { ...MONEY, currency: 'JPY' })]).toEqual([
      '+US$5.00',
      'JP¥1,234',
    ]);
  });

  it('lose nothing of a change, so that parts sum to what they are parts of', () => {
    expect([signed('0.000001', 'money'), signed('-20.2', 'money')]).toEqual(['+€0.000001', '-€20.20']);
    expect([signed(0.012345, 'ratio'), signed(2.123456, 'days'), signed(0, 'orders')]).toEqual([
      '+1.2345%',
      '+2.123456',
      '0',
    ]);
  });
});

describe('times as they are written', () => {
  it('are those of the book', () => {
    const instant = '2024-03-31T22:30:00.000Z';
    expect(formatOf('en', 'EUR', 'UTC').instant(instant)).toBe('31 Mar 2024, 22:30');
    expect(formatOf('en', 'EUR', 'Europe/Paris').instant(instant)).toBe('1 Apr 2024, 00:30');
  });
});
