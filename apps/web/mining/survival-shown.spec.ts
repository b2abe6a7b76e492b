import { describe, expect, it } from '@jest/globals';
import { DRAWN_PARTS, survivalShown } from './survival-shown.js';

const naming = { nameOf: (part: string) => part || 'everybody', days: 'Days', currency: 'EUR' };
const about = { asOf: '2024-12-31', position: '1' };
const step = (days: number, survival: number) => ({ days, survival, atRisk: 10, gone: 1 });
const part = (name: string, customers: number, last = 70) => ({
  ...{ part: name, customers, lost: 2, median: null },
  curve: [step(20, 0.9), step(last, 0.5)],
});

describe('survival as it is shown', () => {
  it('has a row every so many days: what the last step before it left, and nothing beyond what was seen', () => {
    const { rows } = survivalShown({ ...about, parts: [part('', 10)] }, naming);
    expect(rows).toEqual([
      { Days: '0', everybody: 1 },
      { Days: '30', everybody: 0.9 },
      { Days: '60', everybody: 0.9 },
    ]);
    const two = survivalShown({ ...about, parts: [part('a', 1), part('b', 2, 200)] }, naming);
    expect(two.rows.at(-1)).toEqual({ Days: '180', a: null, b: 0.9 });
  });

  it('has at most as many rows and parts as can be drawn, those of the most customers', () => {
    const parts = Array.from({ length: DRAWN_PARTS + 2 }, (_, i) => part(`p${String(i)}`, i, 3_000));
    const { rows, columns } = survivalShown({ ...about, parts }, naming);
    expect(rows.length).toBeLessThanOrEqual(41);
    expect(columns.map(({ name }) => name)).toEqual(['Days', 'p9', 'p8', 'p7', 'p6', 'p5', 'p4', 'p3', 'p2']);
  });

  it('has nothing to draw where nobody was lost', () => {
    const nobody = { ...part('', 3), curve: [] };
    expect(survivalShown({ ...about, parts: [nobody] }, naming).rows).toEqual([{ Days: '0', everybody: 1 }]);
  });
});
