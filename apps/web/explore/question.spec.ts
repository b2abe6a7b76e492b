import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { questionIn, searchOf, type Question } from './question.js';

const name = fc.stringMatching(/^[a-z][a-z_.]{0,12}$/);
const value = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const day = fc.constantFrom('2024-01-31', '2023-12-01', '2020-02-29');

const question: fc.Arbitrary<Question> = fc.record(
  {
    metrics: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
    by: fc.uniqueArray(name, { maxLength: 3 }),
    where: fc.dictionary(name, fc.uniqueArray(value, { minLength: 1, maxLength: 3 }), { maxKeys: 3 }),
    grain: fc.constantFrom('day', 'week', 'month', 'fiscal-year'),
    period: fc.constantFrom('last-month', 'last-7-days'),
    from: day,
    to: day,
    compare: fc.constantFrom('previous-period', 'previous-year'),
    currency: fc.constantFrom('EUR', 'CHF'),
    rates: fc.constantFrom('today', '2024-01-31'),
    organisation: fc.constantFrom('today', '2024-01-31'),
    includeExcluded: fc.constant(true as const),
  },
  { requiredKeys: ['metrics', 'by', 'where'] },
);

describe('a question in an address', () => {
  it('comes back out of it whole, whatever its values have in them', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const address = new URLSearchParams(searchOf(asked).toString());
        expect(questionIn(address)).toEqual({ ...asked, where: { ...asked.where } });
      }),
    );
  });

  it('leaves what else the address says', () => {
    const before = new URLSearchParams('metrics=orders&where.region=north&asOf=2024-03-31&chart=bar');
    const next = searchOf({ metrics: ['units'], by: ['channel'], where: {} }, before);
    expect(next.toString()).toBe('metrics=units&by=channel&asOf=2024-03-31&chart=bar');
  });

  it('passes over what is no grain, no day, no comparison and no basis', () => {
    const basis = 'currency=euro&rates=fact-day&organisation=then&includeExcluded=false';
    const search = new URLSearchParams(
      `metrics=orders&grain=decade&from=yesterday&to=2024-02-31x&compare=nothing&${basis}`,
    );
    expect(questionIn(search)).toEqual({ metrics: ['orders'], by: [], where: {} });
  });
});
