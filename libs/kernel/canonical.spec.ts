import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '#testing/night.js';
import { canonicalJson } from './canonical.js';
import type { Json } from './event.js';

/** The same by its definition: fields in the order of their names, character by character. */
function defined(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(defined).join()}]`;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, own]) => `${JSON.stringify(name)}:${defined(own)}`).join()}}`;
}

describe('canonical JSON', () => {
  it('is what its definition says of any value', () => {
    const value = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(value, (one) => expect(canonicalJson(one)).toBe(defined(one))),
      { numRuns: cases({ day: 300, night: 5_000 }) },
    );
  });

  it('is that also of many fields, names like numbers, and nothing', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${String((i * 17) % 40)}`, i]));
    const odd = { 10: 'ten', 9: 'nine', b: [], a: {}, '': '"', ['__proto__']: ['\u2028', null] };
    for (const one of [many, odd, [], {}, [[], {}]]) expect(canonicalJson(one)).toBe(defined(one));
    expect(canonicalJson({ b: 1, a: [true, 'x'] })).toBe('{"a":[true,"x"],"b":1}');
  });
});
