import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Row } from '#kernel/ports/views-schema.js';
import { cases } from '#testing/night.js';
import { saleRow } from '#testing/random-views.js';
import { decodeFacts, encodeFacts } from './fact-codec.js';

/** Whole texts: half a surrogate pair has no bytes. */
const text = fc.string({ unit: 'grapheme' });
const day = fc.integer({ min: -800_000, max: 3_000_000 });
const measure = fc.oneof(
  fc.constantFrom(0n, 1n, -1n, 2n ** 51n, -(2n ** 51n), 2n ** 51n + 1n, 2n ** 63n, -(2n ** 64n)),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
);

/** Facts of two series of their own shapes, in any order. */
const facts = fc.array(
  fc.constantFrom(['a', 0, 1] as const, ['b', 3, 2] as const).chain(([series, dimensions, measures]) =>
    fc.record({
      series: fc.constant(series),
      valid: day,
      recorded: day,
      mark: day,
      customer: text,
      record: text,
      dimensions: fc.array(text, { minLength: dimensions, maxLength: dimensions }),
      measures: fc.array(measure, { minLength: measures, maxLength: measures }),
    }),
  ),
  { maxLength: 30 },
);

function bySeries(rows: readonly Row[]): readonly Row[] {
  return [...Map.groupBy(rows, ({ series }) => series).values()].flat();
}

describe('facts as bytes', () => {
  it('are the same facts when they are read', () => {
    fc.assert(
      fc.property(facts, (rows) => expect(decodeFacts(encodeFacts(rows))).toEqual(bySeries(rows))),
      { numRuns: 500 },
    );
  });

  it('are refused, or other facts, where they were damaged: never endless, never more than they could hold', () => {
    const damage = fc.record({ at: fc.nat(), to: fc.nat(255), cut: fc.boolean() });
    fc.assert(
      fc.property(facts, damage, (rows, { at, to, cut }) => {
        const bytes = encodeFacts(rows);
        const place = at % bytes.length;
        const damaged = cut ? bytes.subarray(0, place) : Buffer.from(bytes);
        if (!cut) damaged[place] = to;
        // Whatever is thrown is an answer; what is not one is a process that hangs or has no memory left.
        const found = ((): number => {
          try {
            return decodeFacts(damaged).length;
          } catch {
            return 0;
          }
        })();
        expect(found).toBeLessThan(1_000_000);
      }),
      { numRuns: cases({ day: 250, night: 1_000 }) },
    );
  });

  it('of a later version are refused by name', () => {
    const bytes = encodeFacts([saleRow({})]);
    bytes[0] = 9;
    expect(() => decodeFacts(bytes)).toThrow('facts of version 9');
  });

  it('are read for ever as they were written once', () => {
    const stored = 'AWNjLU7MSS1mTGYsYs3LLyrJYCk+vCeFuSQ1kZGBiYlJRFKEhYGBkZGJiZmFlZWJsaGhYUHnpYYpa66saWFkAAA=';
    const rows = [
      saleRow({ amount: 10n ** 25n }),
      saleRow({ valid: -3, recorded: 12, region: 'süd', orders: -1n }),
    ].map(
      // As many as a sale had when it was written.
      (row) => ({ ...row, measures: row.measures.slice(0, 2) }),
    );
    expect(decodeFacts(Buffer.from(stored, 'base64'))).toEqual(rows);
    expect(decodeFacts(encodeFacts(rows))).toEqual(rows);
  });

  it('of many alike take little room', () => {
    const rows = Array.from({ length: 1_000 }, (_, i) =>
      saleRow({ record: `sale-${String(i)}`, amount: BigInt(i * 1_250_000) }),
    );
    expect(encodeFacts(rows).length).toBeLessThan(12_000);
  });
});
