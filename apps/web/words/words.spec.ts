import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './words.js';

describe('what things are called', () => {
  const { name, valueName } = wordsOf('zh');

  it('is what people say of what has a permanent name, and else the name', () => {
    expect([name('orders'), name('my_metric'), name('constructor'), name('__proto__')]).toEqual([
      '订单',
      'my_metric',
      'constructor',
      '__proto__',
    ]);
  });

  it('is for values of dimensions what callers said, where they are no names of ours', () => {
    expect(['stage', 'from_stage', 'to_stage'].map((dimension) => valueName(dimension, 'lead'))).toEqual([
      name('lead'),
      name('lead'),
      name('lead'),
    ]);
    expect(['region', 'product', 'salesperson'].map((dimension) => valueName(dimension, 'lead'))).toEqual([
      'lead',
      'lead',
      'lead',
    ]);
    expect([valueName('tier', ''), valueName('region', '')]).toEqual(['（无）', '（无）']);
  });
});
