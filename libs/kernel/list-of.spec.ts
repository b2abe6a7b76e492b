import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listOf } from './list-of.js';

describe('a list in an address', () => {
  it.each([
    ['A,B', ['A', 'B']],
    ['A\\,B', ['A,B']],
    ['A\\,B,C', ['A,B', 'C']],
    ['', ['']],
    [',A', ['', 'A']],
    ['C:\\temp,D', ['C:\\temp', 'D']],
    ['A\\\\,B', ['A\\,B']],
    [
      ['A,B', 'C'],
      ['A', 'B', 'C'],
    ],
  ])('%j names %j', (given, values) => {
    expect(listOf(given)).toEqual(values);
  });

  it('can name any values, each by itself with its commas marked', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(',', '\\', 'a', 'é') }), { minLength: 1 }), (values) => {
        expect(listOf(values.map((value) => value.replaceAll(',', '\\,')))).toEqual(values);
      }),
    );
  });
});
