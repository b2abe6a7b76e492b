import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { associationRules } from './association-rules.js';
import { frequentItemsets, TooManyItemsets } from './eclat.js';

const ITEMS = 6;
const baskets = fc.array(fc.array(fc.nat(ITEMS - 1), { maxLength: ITEMS }), { maxLength: 80 });

/** Of every combination of items there could be, in how many baskets it is. */
function bruteForce(all: readonly (readonly number[])[], fewest: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let set = 1; set < 2 ** ITEMS; set++) {
    const items = Array.from({ length: ITEMS }, (_, item) => item).filter((item) => (set >> item) & 1);
    const count = all.filter((basket) => items.every((item) => basket.includes(item))).length;
    if (count >= fewest) found.set(items.join(' '), count);
  }
  return found;
}

it('finds the itemsets that counting every combination finds, and no others', () => {
  fc.assert(
    fc.property(baskets, fc.integer({ min: 1, max: 8 }), (all, fewest) => {
      const found = frequentItemsets(all, fewest).map(({ items, count }): [string, number] => [items.join(' '), count]);
      expect(new Map(found)).toEqual(bruteForce(all, fewest));
      expect(found).toHaveLength(bruteForce(all, fewest).size);
    }),
  );
});

it('makes of them the rules that counting baskets makes', () => {
  fc.assert(
    fc.property(baskets, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 10 }), (all, fewest, tenths) => {
      const has = (basket: readonly number[], items: readonly number[]) => items.every((item) => basket.includes(item));
      const wanted = [...bruteForce(all, fewest)].flatMap(([key, count]) => {
        const items = key.split(' ').map(Number);
        return items.flatMap((then) => {
          const left = items.filter((item) => item !== then);
          const lefts = all.filter((basket) => has(basket, left)).length;
          const rights = all.filter((basket) => has(basket, [then])).length;
          return left.length > 0 && count * 10 >= tenths * lefts ? [{ left, then, count, lefts, rights }] : [];
        });
      });
      const rules = associationRules(frequentItemsets(all, fewest), all.length, tenths * 100_000);
      const byName = (a: string, b: string): number => (a < b ? -1 : 1);
      expect(rules.map((rule) => `${rule.if.join(' ')} > ${String(rule.then)}`).sort(byName)).toEqual(
        wanted.map(({ left, then }) => `${left.join(' ')} > ${String(then)}`).sort(byName),
      );
      for (const rule of rules) {
        const { left, count, lefts, rights } = wanted.find(
          (one) => one.then === rule.then && one.left.join(' ') === rule.if.join(' '),
        ) as (typeof wanted)[number];
        expect(left).toEqual(rule.if);
        expect(rule.support).toBeCloseTo(count / all.length, 12);
        expect(rule.confidence).toBeCloseTo(count / lefts, 12);
        expect(rule.lift).toBeCloseTo(count / lefts / (rights / all.length), 12);
        // As often wrong by chance, over conviction, is as often wrong as it is; never wrong has none.
        const byChance = 1 - rights / all.length;
        expect(rule.conviction === undefined ? 0 : byChance / rule.conviction).toBeCloseTo(1 - count / lefts, 9);
      }
    }),
  );
});

it('gives up where there are more than wanted', () => {
  const all = [Array.from({ length: 30 }, (_, item) => item)];
  expect(() => frequentItemsets(all, 1, 1_000)).toThrow(TooManyItemsets);
});

it('looks whether anybody waits before every other basket, of whichever items', () => {
  let [since, longest] = [0, 0];
  const basketOf = (i: number): readonly number[] =>
    new Proxy([i % 50, 50 + (i % 3), 60], {
      get: (items, name, receiver): unknown => {
        if (name === Symbol.iterator) longest = Math.max(longest, ++since);
        return Reflect.get(items, name, receiver);
      },
    });
  const found = frequentItemsets(
    Array.from({ length: 600 }, (_, i) => basketOf(i)),
    100,
    Infinity,
    () => {
      since = 0;
    },
  );
  expect(found.length).toBeGreaterThan(6);
  expect(longest).toBe(1);
});
