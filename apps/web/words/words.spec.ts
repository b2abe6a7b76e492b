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

  it('is of an event what its name says, in English without a list of them', () => {
    const english = wordsOf('en').name;
    expect(['SaleVoided', 'FollowUpOpened', 'SaleRecorded', 'VIP', 'Shop'].map(english)).toEqual([
      'Sale voided',
      'Follow up opened',
      'Sale',
      'VIP',
      'Shop',
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
