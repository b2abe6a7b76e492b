import { describe, expect, it } from '@jest/globals';
import { Problem } from '#kernel/problem.js';
import { StoreAway } from '#kernel/store-away.js';
import { tellReacting } from './reacting-errors.js';

describe('errors of reactions', () => {
  it.each([
    [
      'read models being built',
      new Problem('views-unavailable', 'the read models are being built from the log'),
      'info',
    ],
    ['a store that is away', new StoreAway('views-unavailable', 'MongoDB', 'ECONNREFUSED'), 'error'],
    ['a log that is away', new Problem('log-unavailable', 'the log is away'), 'error'],
    ['what broke', new Error('broken'), 'error'],
  ])('tell %s as they are', (_what, error, level) => {
    const told: string[] = [];
    tellReacting({ info: () => told.push('info'), error: () => told.push('error') })(error);
    expect(told).toEqual([level]);
  });
});
