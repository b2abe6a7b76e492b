import { describe, expect, it } from '@jest/globals';
import { refusing, shownValue } from './shown.js';

describe('a refused value', () => {
  it.each<[unknown, string]>([
    ['tea', '"tea"'],
    [-1.5, '-1.5'],
    [true, 'true'],
    [[1], 'a list'],
    [{ a: 1 }, 'an object'],
    ['a\u0000\u0085b', '"a??b"'],
    ['a\ud800', '"a\ufffd"'],
    ['x'.repeat(50), `"${'x'.repeat(50)}"`],
    ['x'.repeat(10_000), `"${'x'.repeat(50)}…"`],
    ['\u{1f600}'.repeat(51), `"${'\u{1f600}'.repeat(50)}…"`],
  ])('%p is shown shortened, well-formed and without controls', (value, text) => {
    expect(shownValue(value)).toBe(text);
  });

  it('stands in the sentence that refuses it', () => {
    expect(refusing(-1, 'must be more than 0')).toBe('must be more than 0, not -1');
    expect(refusing('12:00', 'has no offset: add Z')).toBe('"12:00" has no offset: add Z');
  });
});
