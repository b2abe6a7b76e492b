import { describe, expect, it } from '@jest/globals';
import { Calendar } from '#kernel/time/calendar.js';
import { Allowances, rationed } from './allowances.js';

const limited: unknown = expect.objectContaining({ code: 'rate-limited' });

describe('what a principal may ask and record', () => {
  const at = { now: 0 };
  const allowances = () => {
    at.now = 0;
    return new Allowances({ questions: 10, facts: 5 }, new Calendar('UTC', 1), () => new Date(at.now));
  };

  it('is so much at once, and so much a second', () => {
    const one = allowances().of('key:a');
    for (let i = 0; i < 100; i++) one.begin('questions');
    expect(() => one.begin('questions')).toThrow(limited);
    expect([one.wait('questions'), one.wait('facts')]).toEqual([1, 0]);
    at.now = 2_000;
    for (let i = 0; i < 20; i++) one.begin('questions');
    expect(() => one.begin('questions')).toThrow(limited);
  });

  it('is less where questions are reckoned dear, and its own for each', () => {
    const all = allowances();
    all.of('key:a').begin('questions');
    all.of('key:a').question('heavy', 150, 5)();
    expect([all.of('key:a').wait('questions'), all.of('key:b').wait('questions')]).toEqual([6, 0]);
    expect(() => all.of('key:a').begin('facts')).not.toThrow();
  });

  it('leaves half of each lane to others', () => {
    const one = allowances().of('key:a');
    const ends = [one.question('heavy', 0, 2), one.question('heavy', 0, 2)];
    expect(() => one.question('heavy', 0, 2)).toThrow(limited);
    one.question('light', 0, 2)();
    ends[0]?.();
    expect(() => one.question('heavy', 0, 2)).not.toThrow();
  });

  it('does not count a fact that was there already', () => {
    const one = allowances().of('key:a');
    const giveBack = Array.from({ length: 50 }, () => one.fact());
    expect(() => one.begin('facts')).toThrow(limited);
    for (const back of giveBack) back();
    expect(() => one.begin('facts')).not.toThrow();
  });

  it('is so much a day, and as much again on the next', () => {
    const all = allowances();
    const one = all.of('key:a', { facts: 2, cost: 3, rows: 10, exports: 1 });
    const gone: unknown = expect.objectContaining({ code: 'quota-exceeded' });
    one.fact();
    one.fact()();
    one.fact();
    expect(() => one.fact()).toThrow(gone);
    expect(() => one.begin('facts')).toThrow(gone);
    // Who asks does not stop who records, nor the other way.
    one.begin('questions');
    one.file();
    expect(() => one.file()).toThrow(gone);
    one.shown(12);
    expect(() => one.begin('questions')).toThrow(gone);
    expect([one.wait('questions'), one.wait('facts'), one.day.left('rows'), one.day.left('cost')]).toEqual([
      86_400, 86_400, 0, 2,
    ]);
    expect(one.headers('facts')).toEqual({
      'ratelimit-policy': '"facts";q=50;w=10, "facts-per-day";q=2;w=86400',
      ratelimit: '"facts";r=48;t=1, "facts-per-day";r=0;t=86400',
    });
    expect(() => all.of('key:b').begin('questions')).not.toThrow();
    all.of('key:a', { facts: 3 });
    expect(() => one.begin('facts')).not.toThrow();
    all.of('key:a', { facts: 2 });
    at.now = 86_400_000;
    expect(() => one.fact()).not.toThrow();
  });

  it('is told in headers', () => {
    const one = allowances().of('key:a');
    one.begin('questions');
    one.question('light', 23.5, 5);
    expect(one.headers('questions')).toEqual({
      'ratelimit-policy': '"questions";q=100;w=10',
      ratelimit: '"questions";r=75;t=3',
    });
  });

  it('is nothing of what watches', () => {
    expect(
      (['none', 'any', 'metrics', 'read', ['audit', 'personal'], 'emit', 'emit:RecordSale'] as const).map(rationed),
    ).toEqual([undefined, undefined, undefined, 'questions', 'questions', 'facts', 'facts']);
  });
});
