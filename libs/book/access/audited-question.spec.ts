import { describe, expect, it } from '@jest/globals';
import { questionKept } from './audited-question.js';

const hashed = (text: string) => `<${String(text.length)}>`;

describe('a question that is kept', () => {
  it('says what was asked', () => {
    const question = { metrics: ['orders'], from: '2024-01-01', where: { region: ['north', ''] }, limit: 5, x: null };
    expect(questionKept(question, hashed)).toEqual(question);
  });

  it('has nothing of a person in clear: neither by its field nor by its form', () => {
    const asked = {
      q: 'Ada',
      where: { customer: ['ada@example.org', 'c-1'], phone: '12' },
      id: '+49 170 1234567',
      attributes: { vip: 'Ada' },
    };
    expect(questionKept(asked, hashed)).toEqual({
      q: '<3>',
      where: { customer: ['<15>', 'c-1'], phone: '<2>' },
      id: '<15>',
      attributes: '<13>',
    });
  });

  it('keeps of a statement what it asks, not the values it asks about', () => {
    const sql = "SELECT a FROM sales -- of Ada\nWHERE b = 'it''s Ada' AND c = $1 /* Ada */ AND d = $x$Ada$x$";
    expect(questionKept({ sql, params: ['Ada', 5, true] }, hashed)).toEqual({
      sql: 'SELECT a FROM sales <9>\nWHERE b = <11> AND c = $1 <9> AND d = <9>',
      params: ['<3>', '<1>', true],
    });
  });
});
