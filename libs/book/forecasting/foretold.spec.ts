import { describe, expect, it } from '@jest/globals';
import type { Answer } from '#figures/figure.answers.js';
import type { Parts } from '#figures/parts.js';
import { ofFigures, type Asked } from './foretold.js';

const ASKED: Asked = {
  ...{ metric: 'orders', grain: 'month', by: 'product', isAdditive: true, isCount: true, asOf: 19_753, fiscalStart: 1 },
  how: { method: 'naive', horizon: 1, levels: [0.8], period: 12 },
};

function whole(parts: number): Answer {
  const meta = { incomplete: [] } as object as Answer['meta'];
  return { columns: [], rows: [{ month: '2024-01', orders: parts }], totals: {}, meta };
}

function parted(parts: number): Parts {
  const figures = Array.from({ length: parts }, (_, i) => [`p${String(i)}`, [1]] as const);
  return { buckets: ['2024-01'], figures: new Map(figures) };
}

const foretold = (parts: number) =>
  ofFigures([whole(parts), parted(parts)], ASKED, {
    step: () => Promise.resolve(),
    check: () => undefined,
  });

describe('a forecast by a dimension', () => {
  it('has up to 2,000 parts, which sum to it', async () => {
    const { parts = [], points } = await foretold(2_000);
    expect([parts.length, points[0]?.mean]).toEqual([2_000, 2_000]);
  });

  it('is refused with more, saying how many there are', async () => {
    await expect(foretold(2_001)).rejects.toMatchObject({
      code: 'too-many-parts',
      detail: expect.stringMatching(/^product has 2001 values, and a forecast has at most 2,000 parts/) as unknown,
    });
  });
});
