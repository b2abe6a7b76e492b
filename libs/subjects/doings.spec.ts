import { expect, it } from '@jest/globals';
import { UTC } from '#testing/projected.js';
import { doingsOf } from './doings.js';
import { EVENT_TYPES } from './tables.js';

/** Most of what is imported. */
const MANY = ['CustomerRegistered', 'SaleRecorded', 'InteractionLogged'];

it('looks into no event of which there are many: an import is not read once more for what follows it', () => {
  const following = doingsOf(UTC).reactions.filter(({ follows }) => follows === 'events');
  expect(following.length).toBeGreaterThan(3);
  expect(Object.keys(EVENT_TYPES)).toEqual(expect.arrayContaining(MANY));
  for (const { name, reads } of following) {
    expect([name, reads?.size ?? 'all']).not.toEqual([name, 'all']);
    expect([name, MANY.filter((type) => reads?.has(type))]).toEqual([name, []]);
    expect([...(reads ?? [])].filter((type) => EVENT_TYPES[type] === undefined)).toEqual([]);
  }
});
