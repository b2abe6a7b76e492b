import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '#testing/night.js';
import { PersistentMap } from './persistent-map.js';

const KEY = fc.oneof(fc.constantFrom('a', 'b', 'c', ''), fc.string({ maxLength: 3 }));
const CHANGES = fc.array(fc.tuple(KEY, fc.option(fc.nat(9), { nil: undefined })), { maxLength: 60 });

describe('a map of which each change makes another one', () => {
  it('is at each change as a copy of the whole would be, whatever comes after', () => {
    fc.assert(
      fc.property(CHANGES, (changes) => {
        const states: [PersistentMap<number>, ReadonlyMap<string, number>][] = [[PersistentMap.empty(), new Map()]];
        for (const [key, value] of changes) {
          const [map, copy] = states.at(-1) as (typeof states)[number];
          const after = new Map(copy);
          if (value === undefined) after.delete(key);
          else after.set(key, value);
          states.push([value === undefined ? map.without(key) : map.with(key, value), after]);
        }
        const keys = changes.map(([key]) => key);
        for (const [map, copy] of states) {
          expect([...map.keys()].sort()).toEqual([...copy.keys()].sort());
          for (const key of keys) expect([map.has(key), map.get(key)]).toEqual([copy.has(key), copy.get(key)]);
        }
      }),
      { numRuns: cases({ day: 50, night: 1_000 }) },
    );
  });
});
