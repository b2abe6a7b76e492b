import { expect, it } from '@jest/globals';
import { RefusalSummary, type Refusal } from '#imports/refusals.js';
import { refusalLines } from './refusal-lines.js';

const unknown = (line: number): Refusal => {
  const fact = JSON.stringify({
    type: 'RecordSale',
    data: { id: `s-${String(line)}`, customerId: `c${String(line)}` },
  });
  return {
    line,
    id: `s-${String(line)}`,
    code: 'customer-unknown',
    detail: `c${String(line)} is not registered`,
    fact,
  };
};
const invalid = (line: number, detail: string): Refusal => ({ line, id: '', code: 'invalid-request', detail });
const nowhere = () => Promise.resolve(undefined);

it('refusals that say the same of different facts are one message, with its first lines and how many there are', async () => {
  const summary = new RefusalSummary();
  const cellOf = ({ line = 0 }: Refusal) =>
    Promise.resolve(line < 4 ? { column: 'Customer', value: `c${String(line)}` } : undefined);
  summary.add([unknown(2), invalid(3, 'currency must be one of EUR, not "XX"'), unknown(4), unknown(5)], cellOf);
  summary.add([unknown(6), unknown(7), invalid(8, 'currency must be one of EUR, not "YY"')], nowhere);
  summary.add([invalid(9, 'lines[0].quantity must be above 0, not "-1"')], nowhere);
  expect(refusalLines(await summary.told())).toEqual([
    'customer-unknown: 5',
    '  line 2: c2 is not registered (column Customer: "c2")',
    '  line 4: c4 is not registered',
    '  line 5: c5 is not registered',
    '  … 5 that say this',
    'invalid-request: 3',
    '  line 3: currency must be one of EUR, not "XX" (column Customer: "c3")',
    '  line 8: currency must be one of EUR, not "YY"',
    '  line 9: lines[0].quantity must be above 0, not "-1"',
  ]);
});

it('messages without end are only counted from some on', async () => {
  const summary = new RefusalSummary();
  const words = Array.from({ length: 60 }, (_, i) => `reason ${'x'.repeat(i + 1)}`);
  summary.add(
    words.map((word, i) => invalid(i + 1, word)),
    nowhere,
  );
  const lines = refusalLines(await summary.told());
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([
    52,
    'invalid-request: 60',
    '  … and 10 that say something else',
  ]);
});
