import { describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { parseDay } from '#kernel/time/calendar.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { basisOn, basisSaid, basisTold, parseBasis } from './basis.js';
import { parseQuestion } from './question.js';

const day = (text: string): number => parseDay(text) as number;

function fieldRefused(question: object, catalogue = CATALOGUE): readonly unknown[] {
  try {
    parseQuestion({ metrics: ['orders'], ...question }, catalogue);
  } catch (error) {
    if (error instanceof Problem) return error.errors.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('the basis of a question', () => {
  it('is that of the facts where nothing else is said, in words too', () => {
    expect(parseBasis({})).toEqual({});
    expect(parseBasis({ rates: 'fact-day', organisation: 'then' })).toEqual({});
    expect(basisTold({}, 'USD')).toEqual({ currency: 'USD' });
  });

  it('has days as they are on the day it is asked', () => {
    const asked = parseBasis({ currency: 'EUR', rates: 'today', organisation: '2024-02-01' });
    expect(basisSaid(asked.basis)).toEqual({ currency: 'EUR', rates: 'today', organisation: '2024-02-01' });
    const on = basisOn(asked, day('2024-03-05'));
    expect(on).toEqual({ basis: { currency: 'EUR', rates: day('2024-03-05'), organisation: day('2024-02-01') } });
    expect(basisTold(on, 'USD')).toEqual({ currency: 'EUR', rates: '2024-03-05', organisation: '2024-02-01' });
    expect(basisTold({ basis: { currency: 'EUR' } }, 'USD')).toEqual({ currency: 'EUR', rates: 'fact-day' });
  });

  it('is refused by the field that is wrong, with targets and segments too', () => {
    expect(fieldRefused({ currency: 'euro' })).toEqual(['currency']);
    expect(fieldRefused({ rates: 7 })).toEqual(['rates']);
    expect(fieldRefused({ rates: '2024-02-30' })).toEqual(['rates']);
    expect(fieldRefused({ organisation: 'now' })).toEqual(['organisation']);
    expect(fieldRefused({ metrics: ['orders', 'target'], rates: 'today' })).toEqual(['rates']);
    const withSegment = CATALOGUE.alsoBy(['in:vip'], new Set(['sales']));
    expect(fieldRefused({ by: ['in:vip'] }, withSegment)).toEqual([]);
    expect(fieldRefused({ by: ['in:vip'], organisation: 'today' }, withSegment)).toEqual(['organisation']);
  });

  it('is not another organisation for whoever sees a part: that would tell where its customers are elsewhere', () => {
    const part = CATALOGUE.within({ region: ['north'] });
    const frame = { windows: [{ from: 0, to: 9 }], by: ['region'], where: {}, asked: ['region'], asOf: 9 };
    const plan = (basis: object) => () => part.planOf(part.metricNamed('orders'), { ...frame, basis });
    expect(plan({ currency: 'EUR' })().requests).toHaveLength(1);
    expect(plan({ organisation: 5 })).toThrow('the key is narrowed to a part');
  });
});
