import { describe, expect, it } from '@jest/globals';
import { namesIn, optionsIn } from './reading-options.js';
import { statementsOf } from './statements.js';

describe('the statements of a map', () => {
  it('end at semicolons that are in no text, name or comment', () => {
    const map = [
      '-- a; comment',
      `SELECT 'it''s; fine', "a;""b" -- and; so on`,
      ', $$c;d$$, $x$e;$$;f$x$ /* g;h */, 1 - 2 / 3;',
      '',
      `  SELECT e'i\\';j';;`,
      "SELECT 'open; text",
    ].join('\n');
    expect(statementsOf(map)).toEqual([
      { line: 2, sql: map.slice(map.indexOf('SELECT'), map.indexOf(';\n\n')) },
      { line: 5, sql: "SELECT e'i\\';j'" },
      { line: 6, sql: "SELECT 'open" },
      { line: 6, sql: 'text' },
    ]);
  });

  it('are none where there are only comments', () => {
    expect(statementsOf('-- nothing\n/* at; all */ ; \n--')).toEqual([]);
  });
});

describe('the reading options of a map', () => {
  it('are in the comments before its first statement', () => {
    const map = '-- About it.\n-- Encoding: windows-1252 \r\n  --delimiter: ;\n\n-- skip: 3\nSELECT 1;\n-- quote: none';
    expect(optionsIn(map)).toEqual({ encoding: 'windows-1252', delimiter: ';', skip: '3' });
  });

  it('have names of columns in lists beside them', () => {
    const map = '-- needs: Order ID, Amount\n-- needs: Date\n-- optional: Tax\nSELECT 1';
    expect([namesIn(map, 'needs'), namesIn(map, 'optional')]).toEqual([['Order ID', 'Amount', 'Date'], ['Tax']]);
  });
});
