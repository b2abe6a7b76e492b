import { describe, expect, it } from '@jest/globals';
import type { Answer } from '#figures/figure.answers.js';
import { ofFigures, type Asked } from './foretold.js';

const ASKED: Asked = {
  ...{ metric: 'orders', grain: 'month', by: 'product', isAdditive: true, isCount: true, asOf: 19_753, fiscalStart: 1 },
  how: { method: 'naive', horizon: 1, levels: [0.8], period: 12 },
};

function answered(parts: number, by: boolean): Answer {
  const names = Array.from({ length: parts }, (_, i) => `p${String(i)}`);
  const row = { month: '2024-01', orders: 1 };
  return {
    columns: [],
    rows: by ? names.map((product) => ({ ...row, product })) : [{ ...row, orders: parts }],
    totals: {},
    meta: { incomplete: [] } as object as Answer['meta'],
  };
}

const foretold = (parts: number) =>
  ofFigures([answered(parts, false), answered(parts, true)], ASKED, {
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
