import { describe, expect, it } from '@jest/globals';
import { clustered } from './clustered.js';
import type { CustomerMeasured } from './measured.js';

const FEATURES = ['recency', 'frequency', 'monetary'] as const;

function customer(id: string, recency: number, frequency: number, monetary: number): CustomerMeasured {
  return { id, recency, frequency, monetary, gap: 10, interactions: 0, spent: BigInt(monetary) * 1_000_000n };
}

/** 60 who buy often and much, 30 who bought once long ago. */
const MANY = Array.from({ length: 90 }, (_, i) =>
  i < 60
    ? customer(`a${String(i)}`, 1 + (i % 5), 20 + (i % 7), 1_000 + i)
    : customer(`b${String(i)}`, 300 + (i % 50), 1, 10 + (i % 4)),
);

describe('customers who are alike', () => {
  it('are as many groups as lie apart best, with centres in days, counts and money', () => {
    const found = clustered(MANY, FEATURES, 'auto');
    expect([found.k, found.sizes]).toEqual([2, [60, 30]]);
    expect(found.silhouette).toBeGreaterThan(0.8);
    const [often = [], once = []] = found.centres;
    expect([often[0] ?? 0, often[1] ?? 0, often[2] ?? 0].map(Math.round)).toEqual([3, 23, 1029]);
    expect(once[0]).toBeGreaterThan(300);
    expect(once[1]).toBeCloseTo(1, 9);
    expect(once[2]).toBeCloseTo(11.4, 0);
  });

  it('are the same groups in whatever order they come', () => {
    const [plain, other] = [clustered(MANY, FEATURES, 4), clustered(MANY.toReversed(), FEATURES, 4)];
    expect(other.sizes).toEqual(plain.sizes);
    expect(other.assignment.toReversed()).toEqual(plain.assignment);
    for (const [i, centre] of plain.centres.entries())
      for (const [j, value] of centre.entries()) expect((other.centres[i]?.[j] ?? 0) / value).toBeCloseTo(1, 9);
  });

  it('are no more groups than differ, of none, one, two, all alike, of 10^12 and of refunds', () => {
    expect(clustered([], FEATURES, 'auto')).toMatchObject({ k: 0, sizes: [], silhouette: null });
    expect(clustered(MANY.slice(0, 1), FEATURES, 3)).toMatchObject({ k: 1, sizes: [1], silhouette: null });
    const alike = Array.from({ length: 5 }, (_, i) => customer(String(i), 0, 1, 7));
    expect(clustered(alike, FEATURES, 'auto')).toMatchObject({ k: 1, sizes: [5], silhouette: null });
    const two = [customer('rich', 0, 1, 1e12), customer('back', 0, 1, -1e12)];
    const found = clustered(two, FEATURES, 'auto');
    expect(found).toMatchObject({ k: 2, sizes: [1, 1], assignment: [1, 0] });
    expect(found.centres.map(([, , money = NaN]) => money / 1e12)).toEqual([
      expect.closeTo(0, 9),
      expect.closeTo(1, 9),
    ]);
  });
});
