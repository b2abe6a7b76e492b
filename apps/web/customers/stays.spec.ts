import { describe, expect, it } from '@jest/globals';
import { staysOf } from './stays.js';

const change = (day: string, toStage: 'lead' | 'new' | 'active') =>
  ({ day, fromStage: null, toStage, fromTier: null, toTier: 'low', cause: 'purchase' }) as const;

describe('the stays of a customer', () => {
  it('follow each other without a gap and end with the day that is looked at', () => {
    const changes = [change('2024-01-01', 'lead'), change('2024-01-11', 'new'), change('2024-02-10', 'active')];
    const stays = staysOf(changes, '2024-02-29');
    expect(stays.map(({ stage, days }) => [stage, days])).toEqual([
      ['lead', 10],
      ['new', 30],
      ['active', 20],
    ]);
  });

  it('are of the last change of a day, and none is of what comes later', () => {
    const changes = [change('2024-01-01', 'lead'), change('2024-01-01', 'new'), change('2024-03-01', 'active')];
    expect(staysOf(changes, '2024-01-31').map(({ stage, days }) => [stage, days])).toEqual([['new', 31]]);
  });
});
