import { expect, it } from '@jest/globals';
import { CHINESE_EVENTS } from '#apps/web/journal/event-names.js';
import { EVENT_TYPES } from '#subjects/tables.js';

it('the page has Chinese words for every event; English ones are their names', () => {
  const names = Object.keys(EVENT_TYPES);
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !Object.hasOwn(CHINESE_EVENTS, name))).toEqual([]);
});
