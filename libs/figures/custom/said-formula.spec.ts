import { describe, expect, it } from '@jest/globals';
import { normalFormula, wrongParts } from './said-formula.js';

const ORDERS = { metric: 'orders' };

describe('a formula as it is said', () => {
  it.each([
    [ORDERS],
    [{ metric: 'orders', where: { region: ['north', ''], channel: 'web' } }],
    [{ ratio: [ORDERS, { sum: [ORDERS, ORDERS] }] }],
    [{ difference: [ORDERS, ORDERS] }],
    [{ per: [ORDERS, 'days'] }],
    [{ sum: [{ sum: [{ sum: [ORDERS] }] }] }],
  ])('has nothing wrong with %j', (said) => expect(wrongParts(said)).toEqual([]));

  it.each<[unknown, string, string]>([
    [undefined, '', 'must be an object'],
    [[ORDERS], '', 'must be an object'],
    [{}, '', 'must have one of'],
    [{ metric: 'orders', sum: [] }, '', 'only one'],
    [{ metric: 7 }, '.metric', 'must be the name of a metric'],
    [{ metric: 'orders', by: ['region'] }, '.by', 'is not a field'],
    [{ ratio: [ORDERS, ORDERS], where: {} }, '.where', 'is not a field'],
    [{ metric: 'orders', where: ['north'] }, '.where', 'must be an object of lists'],
    [{ metric: 'orders', where: { region: [] } }, '.where.region', '1 to 100'],
    [{ metric: 'orders', where: { region: 3 } }, '.where.region', '1 to 100'],
    [{ ratio: [ORDERS] }, '.ratio', 'two formulas'],
    [{ ratio: ORDERS }, '.ratio', 'must be a list'],
    [{ difference: [ORDERS, ORDERS, ORDERS] }, '.difference', 'two formulas'],
    [{ sum: [] }, '.sum', '1 to 20'],
    [{ per: [ORDERS, 'weeks'] }, '.per', '"days"'],
    [{ per: [{ metric: '' }, 'days'] }, '.per[0].metric', 'must be the name'],
    [{ ratio: [ORDERS, { sum: [ORDERS, 'orders'] }] }, '.ratio[1].sum[1]', 'must be an object'],
    [{ sum: [{ sum: [{ sum: [{ sum: [ORDERS] }] }] }] }, '.sum[0].sum[0].sum[0].sum[0]', 'more than 4 deep'],
  ])('names the part of %j that is wrong', (said, at, detail) =>
    expect(wrongParts(said)).toEqual([{ at, detail: expect.stringContaining(detail) }]),
  );

  it('tells of every part that is wrong', () => {
    const said = { ratio: [{ metric: 1 }, { per: [ORDERS, 'hours'] }] };
    expect(wrongParts(said).map(({ at }) => at)).toEqual(['.ratio[0].metric', '.ratio[1].per']);
  });

  it('is kept in one form, whatever the order of values', () => {
    const said = {
      ratio: [{ metric: 'orders', where: { region: ['south', 'north', 'south'], channel: 'web' } }, ORDERS],
    };
    expect(normalFormula(said)).toEqual({
      ratio: [{ metric: 'orders', where: { region: ['north', 'south'], channel: ['web'] } }, ORDERS],
    });
  });
});
