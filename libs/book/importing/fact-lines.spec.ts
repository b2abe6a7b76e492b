import { describe, expect, it } from '@jest/globals';
import type { ImportLine } from '#imports/import-source.js';
import { LINE_LIMIT } from '#ledger/bulk.js';
import { MOST_IN_LINE, read, written } from './fact-lines.js';

const there = (one: ImportLine): ImportLine => read(written(one).slice(0, -1));
const refused = { code: 'row-unreadable', detail: 'the row has 2 cells\nof\t3' };

describe('a line between the process that maps and the one that records', () => {
  it.each<[string, ImportLine]>([
    ['a fact', { line: 7, done: 3, text: '{"type":"RecordSale","data":{"id":"a\\tb"}}' }],
    ['a fact of no line', { done: 3, text: '+-\t' }],
    ['what is none', { line: 7, done: 3, refused }],
    ['what is none, with its cells', { line: 7, done: 3, refused, cells: ['a\nb', 'c\td', ''] }],
  ])('has all of %s', (_what, one) => {
    expect(written(one).split('\n').length).toBe(2);
    expect(there(one)).toEqual(one);
  });

  it('is never longer than the other side reads, whatever the characters', () => {
    const long = '数'.repeat(LINE_LIMIT / 2);
    const lines: readonly ImportLine[] = [
      { line: 7, done: 3, text: `{"type":"RecordSale","data":{"id":"${long}"}}` },
      { line: 7, done: 3, refused, cells: [long] },
    ];
    for (const one of lines) expect(Buffer.byteLength(written(one))).toBeLessThan(MOST_IN_LINE);
    expect(lines.map(there)).toEqual([
      { line: 7, done: 3, refused: { code: 'fact-too-large', detail: expect.any(String) } },
      { line: 7, done: 3, refused },
    ]);
  });
});
