import { describe, expect, it } from '@jest/globals';
import { saleRow } from '#testing/random-views.js';
import { decodeFacts } from './fact-codec.js';
import { FactTable } from './fact-table.js';

const FEW = [
  saleRow({ region: 'north', orders: 1n, amount: -(10n ** 30n) }),
  { ...saleRow({ region: 'north', valid: -3, recorded: 12 }), mark: -1_000_000 },
  saleRow({ region: 'süd', record: 'sales', amount: 2n ** 51n }),
];
const OTHERS = Array.from({ length: 700 }, (_, i) => ({
  ...saleRow({ record: `sale-${String(i)}`, valid: i % 40 }),
  ...{ series: 'others', dimensions: [String(i % 7)], measures: [BigInt(i), -BigInt(i) * 2n ** 40n] },
}));

describe('a table of facts', () => {
  it('has what was added, series by series, however often it is walked through or made bytes', () => {
    const table = FactTable.of([FEW[0], OTHERS[0], ...FEW.slice(1), ...OTHERS.slice(1)] as typeof FEW);
    const bytes = table.encode();
    expect([...table]).toEqual([...FEW, ...OTHERS]);
    expect(decodeFacts(bytes)).toEqual([...FEW, ...OTHERS]);
    expect(table.encode()).toEqual(bytes);
  });

  it('is the same in parts, whether they are tables or lists', () => {
    const whole = FactTable.of([...FEW, ...OTHERS]).encode();
    const table = new FactTable();
    table.addAll(FactTable.of(FEW));
    table.addAll([]);
    table.addAll(FactTable.of(OTHERS.slice(0, 300)));
    table.addAll(OTHERS.slice(300));
    expect(table.encode()).toEqual(whole);
  });

  it('takes no day that would not be read as it was written', () => {
    for (const day of [2 ** 31, 0.5, NaN])
      expect(() => FactTable.of([saleRow({ valid: day })])).toThrow('a day beyond');
  });
});
