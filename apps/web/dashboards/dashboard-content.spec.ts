import { describe, expect, it } from '@jest/globals';
import { moved } from './dashboard-content.js';

describe('the order of tiles', () => {
  it.each([
    [0, 1, 'bac'],
    [2, -1, 'acb'],
    [0, -1, 'abc'],
    [2, 1, 'abc'],
    [0, 5, 'bca'],
  ])('has the one at %i moved by %i', (from, by, after) => {
    expect(moved(['a', 'b', 'c'], from, by).join('')).toBe(after);
  });
});
