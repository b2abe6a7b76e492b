import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { nextEventId } from './event-ids.js';

describe('event ids', () => {
  const ids = Array.from({ length: 10_000 }, nextEventId);

  it('are UUIDs of version 7', () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
  });

  it('never repeat', () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sort in the order they were made', () => {
    expect([...ids].sort()).toEqual(ids);
  });
});
