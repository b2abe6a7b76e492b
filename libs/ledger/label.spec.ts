import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asFreeText, freeTextError } from './label.js';

describe('any text as free text', () => {
  it('can be stored', () => {
    // Code units as they come: with halves of pairs, and control characters.
    const unit = fc.oneof(fc.nat({ max: 0xff }), fc.integer({ min: 0xd7f0, max: 0xe010 }), fc.nat({ max: 0xffff }));
    const any = fc.array(unit, { maxLength: 60 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 200 }), (piece, times) => {
        expect(freeTextError(asFreeText(piece.repeat(times), 'it failed'))).toBeUndefined();
      }),
    );
  });

  it('is as it was where it can be stored, else cut and on one line', () => {
    expect(asFreeText('it answers 500', 'it failed')).toBe('it answers 500');
    expect(asFreeText('one\r\ntwo\u0000', 'it failed')).toBe('one  two');
    expect(asFreeText('😀'.repeat(2_500), 'it failed')).toBe('😀'.repeat(2_000));
    expect(asFreeText(' \n', 'it failed')).toBe('it failed');
  });
});
