import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnsOf } from '#kernel/ports/cell-columns.js';
import { Customers } from './by-customer.js';
import { Dated } from './dated.js';

const STEP = (): void => undefined;
const fact = fc.record({
  customer: fc.constantFrom('ada', 'bea', 'cleo', 'Ada', ''),
  day: fc.integer({ min: -3, max: 12 }),
  recorded: fc.integer({ min: -3, max: 12 }),
  value: fc.bigInt({ min: -3n, max: 3n }),
});
const day = fc.integer({ min: -5, max: 15 });

it('what came to days of a customer is that of their facts, whatever order those come in', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 30 }), day, day, day, (facts, from, to, recordedTo) => {
      const columns = columnsOf(
        facts.map((one) => ({
          window: 0,
          group: [one.customer, String(one.day), String(one.recorded)],
          sums: [one.value],
        })),
      );
      // Not of everybody: who is none of them has rows too.
      const known = { texts: ['cleo', 'ada', ''], at: new Uint32Array(0) };
      const customers = Customers.in(known, STEP);
      const dated = Dated.in(columns, (row) => columns.sums[0]?.[row] ?? 0n, customers, STEP);
      expect(customers.ids).toEqual(['', 'ada', 'cleo']);
      for (const [rank, id] of customers.ids.entries()) {
        const own = facts.filter((one) => one.customer === id && one.recorded <= recordedTo);
        const inSpan = own.filter((one) => from <= one.day && one.day <= to);
        const net = Map.groupBy(inSpan, (one) => one.day);
        const days = [...net].filter(([, ofDay]) => sumOf(ofDay) > 0n).map(([one]) => one);
        const span = { from, to, recordedTo };
        expect(dated.daysIn(rank, span)).toEqual(days.sort((a, b) => a - b));
        expect(dated.sumIn(rank, span)).toBe(sumOf(inSpan));
      }
      const isKnown = facts.some(
        (one) => customers.ids.includes(one.customer) && Math.max(one.day, one.recorded) <= to,
      );
      expect(dated.isKnownBy(to, STEP)).toBe(isKnown);
    }),
  );
});

function sumOf(facts: readonly { readonly value: bigint }[]): bigint {
  return facts.reduce((sum, { value }) => sum + value, 0n);
}
